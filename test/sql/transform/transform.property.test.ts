import fc from 'fast-check';
import { accepted, type Row, transform } from './support';

const value = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 30 }) },
  { weight: 2, arbitrary: fc.constant(null) },
  fc.double({ min: 0, max: 1e6, noNaN: true }),
  fc.constantFrom(-1, 'NaN', 1e300, 0.00005, 2.67505),
);

const row: fc.Arbitrary<Row> = fc
  .record({
    location_id: fc.constantFrom(1, 2, 3, null),
    measurement_datetime: fc.constantFrom(
      '2018-12-05 00:00:00',
      '2018-12-05 01:00:00',
      '2018-12-05 01:30:00',
      '2018-12-06 00:00:00',
      null,
    ),
    pm25: value,
    co: value,
    latitude: fc.constantFrom(21.5, 91, null),
    city: fc.constantFrom('Hanoi', 'Hue', '', null),
    extracted_at: fc.constantFrom('2018-12-06 00:10:00', '2018-12-06 00:20:00', null),
  })
  .map(accepted);

const rows = fc.array(row, { maxLength: 25 });

describe('sql/transform, for any rows', () => {
  it('reads as many rows as it stages, counts as duplicates and rejects', async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (measurements) => {
        const result = await transform({ measurements }, 'stage_counts', 'stage_measurements', 'rejected_measurements');
        const [counts] = result.stage_counts;
        const [staged, duplicates, rejected] = ['rows_staged', 'rows_duplicate', 'rows_rejected'].map((name) =>
          Number(counts?.[name]),
        ) as [number, number, number];
        expect(Number(counts?.['rows_read'])).toBe(measurements.length);
        expect(staged + duplicates + rejected).toBe(measurements.length);
        expect(result.stage_measurements).toHaveLength(staged);
        expect(result.rejected_measurements).toHaveLength(rejected);
      }),
      { numRuns: 30 },
    );
  });

  it('stages each location and hour once', async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (measurements) => {
        const { stage_measurements: staged } = await transform({ measurements }, 'stage_measurements');
        const keys = staged.map((each) => `${each['location_id']} ${each['measurement_datetime']}`);
        expect(new Set(keys).size).toBe(keys.length);
      }),
      { numRuns: 30 },
    );
  });

  it('gives the same result in whatever order the rows are read', async () => {
    const shuffled = rows.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    await fc.assert(
      fc.asyncProperty(shuffled, async ([list, otherOrder]) => {
        const views = ['stage_measurements', 'rejected_measurements', 'stage_counts'] as const;
        expect(await transform({ measurements: otherOrder }, ...views)).toEqual(
          await transform({ measurements: list }, ...views),
        );
      }),
      { numRuns: 30 },
    );
  });

  it('changes nothing when it reads what it staged', async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (measurements) => {
        const { stage_measurements: once } = await transform({ measurements }, 'stage_measurements');
        const again = once.map(({ run_id: _, ...columns }) => accepted({ ...columns }));
        const result = await transform({ measurements: again }, 'stage_measurements', 'rejected_measurements');
        expect(result).toEqual({ stage_measurements: once, rejected_measurements: [] });
      }),
      { numRuns: 30 },
    );
  });

  it('rounds a value half up at the fourth place, never further than half a unit', async () => {
    await fc.assert(
      fc.asyncProperty(fc.double({ min: 0, max: 1e5, noNaN: true }), async (pm25) => {
        const { stage_measurements: staged } = await transform(
          { measurements: [accepted({ pm25 })] },
          'stage_measurements',
        );
        expect(Math.abs(Number(staged[0]?.['pm25']) - pm25)).toBeLessThanOrEqual(0.00005000001);
      }),
      { numRuns: 50 },
    );
  });
});

describe('sql/transform without rows', () => {
  it('still counts, with zeros', async () => {
    const { stage_counts: counts } = await transform({}, 'stage_counts');
    expect(counts).toMatchObject([{ run_id: 'run-1', rows_read: '0', rows_staged: '0', locations_staged: '0' }]);
  });
});
