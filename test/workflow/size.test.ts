import { greatestThat, workItemsAtMost } from '../../lambdas/shared/domain/capacity';
import { readConfiguration } from '../../lib/configuration';
import { readStatements } from '../../lib/sql-statements';
import { runScripted } from '../support/scripted-run';
import { definitionOf } from '../support/state-machine';
import { SUCCESSFUL_RUN } from '../support/successful-run';

/** Most data that a state of Step Functions takes in (quota of 2026). */
const LIMIT_BYTES = 262_144;

const window = { start: '2018-12-01T00:00:00Z', end: '2019-01-01T00:00:00Z' };
const runId = `20181206T013000Z-${'x'.repeat(80)}`;
const longName = (index: number) => `${'A city with a very long name '.repeat(2)}${index}`.slice(0, 63);

const workItem = (city: number) => ({
  runId,
  city: { name: longName(city), country: 'VN', boundingBox: [105.283456, 20.561234, 106.027891, 21.392345] },
  window,
  onlyMissing: true,
  minRequestIntervalMs: 3600,
});

const extraction = (city: number) => ({
  done: true,
  runId,
  city: longName(city),
  window,
  locations: 1234,
  foreignLocations: 1234,
  sensors: 1234,
  skippedSensors: { outside_window: 123, unwanted_parameter: 123, unknown_unit: 123 },
  requests: 12345,
  rateLimitHits: 123,
  values: 1_234_567,
  gaps: 1234,
  unitChanges: 12,
  changedNames: 12,
  nulledValues: { fill_code: 1234, out_of_range: 1234, not_a_number: 1234 },
  flaggedValues: 12345,
  shadowedValues: 12345,
  rows: 1_234_567,
  keptRows: 1_234_567,
  keptDays: 31,
  objects: 32,
});

/** What describing a batch gives back: the SQL, once in all and once for each statement. */
const described = (directory: string) => {
  const statements = readStatements(directory, 'openaq').map(({ sql }) => sql);
  return {
    Id: 'x'.repeat(36),
    Status: 'FINISHED',
    QueryString: statements.join('\n'),
    SubStatements: statements.map((QueryString) => ({ QueryString, Status: 'FINISHED', Id: 'x'.repeat(38) })),
  };
};

describe('the data of the largest run that the configuration admits', () => {
  const cities = Array.from({ length: 10 }, (_, index) => ({
    name: longName(index),
    country: 'VN',
    boundingBox: [105 + 5 * index, 20, 106 + 5 * index, 21],
  }));
  // A fast key and small cities, so that the data of the run is what bounds it and not its time.
  const openaq = { cities, sensorsPerCity: 10, requestsPerHour: 100_000 };
  const isAdmitted = (maxBackfillDays: number): boolean => {
    try {
      readConfiguration({ ...openaq, maxBackfillDays, lookbackHours: 24 });
      return true;
    } catch {
      return false;
    }
  };
  // The most that is admitted, in steps of 28 days, up to ten years. By halves: a configuration takes 70 ms.
  const days = 28 * greatestThat(130, (steps) => isAdmitted(28 * steps));
  const monthsAdmitted = workItemsAtMost(1, days);

  it('fits into every state', async () => {
    const items = Array.from({ length: 10 * monthsAdmitted }, (_, index) => index % 10);
    const { status, largestInputBytes } = await runScripted(definitionOf({ ...openaq, maxBackfillDays: 31 }), {
      ...SUCCESSFUL_RUN,
      PlanRun: {
        Payload: {
          runId,
          startedAt: '2018-12-06T01:30:00.000Z',
          window,
          cities: cities.map(({ name }) => name).join(','),
          source: 'api',
          minExpectedRows: 1,
          next: null,
          workItems: items.map(workItem),
        },
      },
      Extract: items.map((city) => ({ Payload: extraction(city) })),
      DescribePrepareWarehouse: described('schema'),
      DescribeLoadWarehouse: described('load'),
      DescribeValidateLoad: described('checks'),
    });

    expect(items.length).toBeGreaterThan(150);
    expect(status).toBe('SUCCEEDED');
    expect(largestInputBytes).toBeLessThan(LIMIT_BYTES);
    // Not by far, or the configuration would refuse what works.
    expect(largestInputBytes).toBeGreaterThan(LIMIT_BYTES / 2);
  });
});
