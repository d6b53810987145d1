import { accepted, answeredDay, transform } from './support';

const NEWER = '2018-12-06 00:20:00';
const OLDER = '2018-12-06 00:00:00';

const VIEWS = ['stage_location_days', 'lost_dates', 'stage_counts'] as const;

const summaryOf = async (source: Parameters<typeof transform>[0]) => {
  const { stage_location_days: days, lost_dates: lost, stage_counts: counts } = await transform(source, ...VIEWS);
  return {
    days: days.map((row) => [row['location_id'], row['measurement_date'], row['extracted_at']]),
    lost: lost.map((row) => [row['partition_city'], row['row_count'], row['own_rows']]),
    superseded: Number(counts[0]?.['rows_superseded']),
    adopted: Number(counts[0]?.['rows_adopted']),
  };
};

describe('sql/transform: whose answer the lake holds', () => {
  it('brings every location-day of the own answer, also those without an hour', async () => {
    const manifest = [answeredDay(), answeredDay({ location_id: 8, row_count: 0 })];

    expect(await summaryOf({ measurements: [accepted()], manifest })).toEqual({
      days: [
        [8, '2018-12-05', '2018-12-06 00:10:00'],
        [7441, '2018-12-05', '2018-12-06 00:10:00'],
      ],
      lost: [],
      superseded: 0,
      adopted: 0,
    });
  });

  it('brings a location-day whose rows are all rejected: its facts are withdrawn', async () => {
    const { days } = await summaryOf({ measurements: [accepted({ pm25: null })], manifest: [answeredDay()] });

    expect(days).toEqual([[7441, '2018-12-05', '2018-12-06 00:10:00']]);
  });

  it('adopts a newer answer of another run with its own instant, and leaves the locations without rows to that run', async () => {
    const manifest = [answeredDay({ row_count: 5 }), answeredDay({ location_id: 8, row_count: 2 })];

    expect(await summaryOf({ measurements: [accepted({ extracted_at: NEWER })], manifest })).toEqual({
      days: [[7441, '2018-12-05', NEWER]],
      lost: [],
      superseded: 7,
      adopted: 1,
    });
  });

  it('judges each city and date by itself', async () => {
    const measurements = [
      accepted({ extracted_at: NEWER }),
      accepted({ day: '06', measurement_datetime: '2018-12-06 03:00:00' }),
      accepted({ location_id: 1, city: 'Ho Chi Minh City', partition_0: 'Ho_Chi_Minh_City' }),
    ];
    const manifest = [
      answeredDay(),
      answeredDay({ measurement_date: '2018-12-06' }),
      answeredDay({ location_id: 1, city: 'Ho Chi Minh City' }),
    ];

    expect(await summaryOf({ measurements, manifest })).toMatchObject({ lost: [], superseded: 1, adopted: 1 });
  });

  it.each([
    ['no rows', [], 0],
    ['rows of an older answer', [accepted({ extracted_at: OLDER })], 0],
    ['fewer rows than were written', [accepted()], 1],
  ])('calls a date lost that has %s', async (_, measurements, found) => {
    const { lost } = await summaryOf({ measurements, manifest: [answeredDay({ row_count: 2 })] });

    expect(lost).toEqual([['Hanoi', '2', String(found)]]);
  });

  it('adopts the rows of a city for which the own answer listed no location', async () => {
    expect(await summaryOf({ measurements: [accepted()], manifest: [] })).toMatchObject({ lost: [], adopted: 1 });
  });
});
