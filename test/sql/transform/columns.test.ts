import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accepted, transform } from './support';

const columnsOfTable = (file: string): string[] =>
  [...readFileSync(join(__dirname, '../../../sql/schema', file), 'utf8').matchAll(/^ {2}(\w+) \w+/gm)].map(
    ([, name]) => name ?? '',
  );

describe('sql/transform: columns of the views that are written', () => {
  it.each([
    ['stage_measurements', '40_stage_measurements.sql'],
    ['stage_locations', '50_stage_locations.sql'],
    ['stage_counts', '60_stage_counts.sql'],
    ['rejected_measurements', '70_rejected_measurements.sql'],
  ] as const)("has %s in the table's order, since COPY loads by position", async (view, file) => {
    const location = { location_id: 1, extracted_at: '2018-12-06 00:10:00', partition_0: 'Hanoi' };
    const result = await transform({ measurements: [accepted(), accepted({ pm25: -1 })], locations: [location] }, view);

    expect(Object.keys(result[view][0] ?? {})).toEqual(columnsOfTable(file));
  });
});
