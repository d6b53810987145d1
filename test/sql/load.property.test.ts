import fc from 'fast-check';
import { emptyWarehouse, rowsOf, useWarehouse } from '../support/test-warehouse';
import { type LocationDay, load, type Run, type StagedMeasurement, stage } from '../support/warehouse-run';

const LOCATIONS = [1, 2, 3];
const HOURS = ['2024-01-15 00:00:00', '2024-01-15 23:00:00', '2024-01-16 00:00:00', '2024-01-17 12:00:00'];

const DATES = ['2024-01-15', '2024-01-16', '2024-01-17'];

const keyOf = ({ locationId, hour }: StagedMeasurement): string => `${locationId} ${hour}`;

const measurement = fc.record({
  locationId: fc.constantFrom(...LOCATIONS),
  hour: fc.constantFrom(...HOURS),
  pm25: fc.option(fc.integer({ min: 0, max: 500 })),
});

const dayOf = ({ locationId, hour }: StagedMeasurement): LocationDay => [locationId, hour.slice(0, 10)];

/** A run with unique keys, as the transform leaves them, that read OpenAQ at some minute. */
const content = fc.record({
  measurements: fc.uniqueArray(measurement, { selector: keyOf, maxLength: 8 }),
  locations: fc.uniqueArray(
    fc.record({ locationId: fc.constantFrom(...LOCATIONS), name: fc.constantFrom('a', 'b', 'c') }),
    { selector: ({ locationId }) => locationId },
  ),
  /** Location-days that the answer covers without giving an hour. */
  empty: fc.uniqueArray(fc.tuple(fc.constantFrom(...LOCATIONS), fc.constantFrom(...DATES)), {
    selector: (day) => day.join(' '),
    maxLength: 3,
  }),
  minute: fc.integer({ min: 10, max: 59 }),
});

/** Runs that read at different minutes, all staged first, and the order in which they load; a run may load twice. */
const history = fc
  .uniqueArray(content, { selector: ({ minute }) => minute, minLength: 1, maxLength: 4 })
  .chain((contents) => {
    const runs = contents.map(({ minute, empty, ...rest }, index) => ({
      ...rest,
      days: [...new Map([...rest.measurements.map(dayOf), ...empty].map((day) => [day.join(' '), day])).values()],
      runId: `run-${index}`,
      extractedAt: `2024-01-18 00:${minute}:00`,
    }));
    const indices = runs.map((_, index) => index);
    return fc
      .tuple(fc.shuffledSubarray(indices, { minLength: runs.length }), fc.subarray(indices))
      .map(([order, again]) => ({ runs, order: [...order, ...again] }));
  });

interface Model {
  readonly facts: Map<string, string>;
  readonly locations: Map<number, { name: string; createdAt: string; updatedAt: string }>;
}

/** The newest answer for a location-day owns its facts; the newest reading of a location names it; the first to load it created it. */
const modelOf = (runs: readonly Run[], order: readonly number[]): Model => {
  const model: Model = { facts: new Map(), locations: new Map() };
  const answers = new Map<string, string>();
  for (const index of new Set(order)) {
    const { runId, measurements = [], locations = [], days = [], extractedAt = '' } = runs[index] as Run;
    for (const [locationId, date] of days) {
      const day = `${locationId} ${date}`;
      if ((answers.get(day) ?? '') > extractedAt) continue;
      answers.set(day, extractedAt);
      for (const key of model.facts.keys()) if (key.startsWith(day)) model.facts.delete(key);
      for (const row of measurements) {
        if (keyOf(row).startsWith(day)) model.facts.set(keyOf(row), `${row.pm25 ?? null} ${runId}`);
      }
    }
    for (const { locationId, name } of locations) {
      const known = model.locations.get(locationId);
      if (known === undefined || known.updatedAt < extractedAt) {
        model.locations.set(locationId, { name, createdAt: known?.createdAt ?? extractedAt, updatedAt: extractedAt });
      }
    }
  }
  return model;
};

describe('any sequence of overlapping runs', () => {
  const warehouse = useWarehouse();

  const facts = async (): Promise<Map<string, string>> => {
    const rows = await rowsOf(warehouse(), 'fact_measurements');
    const entries = rows.map((row): [string, string] => [
      `${row['location_id']} ${row['measurement_datetime']}`,
      `${row['pm25'] === null ? null : Number(row['pm25'])} ${row['run_id']}`,
    ]);
    expect(new Set(entries.map(([key]) => key)).size).toBe(entries.length);
    return new Map(entries);
  };

  const locations = async (): Promise<Model['locations']> =>
    new Map(
      (await rowsOf(warehouse(), 'dim_locations')).map((row) => [
        Number(row['location_id']),
        {
          name: String(row['location_name']),
          createdAt: String(row['created_at']),
          updatedAt: String(row['updated_at']),
        },
      ]),
    );

  it('leaves what the newest answer for each location-day said, and nothing staged', async () => {
    await fc.assert(
      fc.asyncProperty(history, async ({ runs, order }) => {
        await emptyWarehouse(warehouse());
        for (const run of runs) await stage(warehouse(), run);
        for (const index of order) await load(warehouse(), runs[index] as Run);

        const model = modelOf(runs, order);
        expect(await facts()).toEqual(model.facts);
        expect(await locations()).toEqual(model.locations);
        expect(await rowsOf(warehouse(), 'stage_measurements')).toEqual([]);
        const audits = await rowsOf(warehouse(), 'load_audit');
        expect(audits.map((row) => Number(row['rows_loaded']) + Number(row['rows_outdated']))).toEqual(
          runs.map(({ measurements = [] }) => measurements.length),
        );
      }),
      { numRuns: 30 },
    );
  });
});
