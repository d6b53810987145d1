import { readTables } from '../../support/tables';
import { accepted, answeredDay, transform } from './support';

describe('sql/transform: columns of the views that are written', () => {
  it.each([
    'stage_measurements',
    'stage_locations',
    'stage_location_days',
    'rejected_measurements',
    'stage_counts',
  ] as const)("has %s in the table's order, since COPY loads by position", async (view) => {
    const location = { location_id: 1, extracted_at: '2018-12-06 00:10:00', partition_0: 'Hanoi' };
    const measurements = [accepted(), accepted({ pm25: -1 })];
    const result = await transform(
      { measurements, locations: [location], manifest: [answeredDay({ row_count: 2 })] },
      view,
    );

    expect(Object.keys(result[view][0] ?? {})).toEqual([...(readTables().get(`openaq.${view}`) ?? [])]);
  });
});
