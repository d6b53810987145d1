import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { context } from '../../../cdk.json';
import { POLLUTANT_NAMES } from '../../../lambdas/shared/domain/pollutants';
import { readConfiguration } from '../../../lib/configuration';
import { mistakesOf, withValue } from './mistakes';
import { RIGHT_VALUES } from './right-values';

describe('readConfiguration', () => {
  it('finds in cdk.json the values that people change first, each as its default', () => {
    expect(readConfiguration(context.openaq)).toEqual(readConfiguration({}));
    expect(Object.keys(context.openaq)).toEqual(expect.arrayContaining(['region', 'cities', 'alerts', 'schedule']));
  });

  it.each(RIGHT_VALUES.flatMap(({ path, values }) => values.map((value) => [path, value] as const)))(
    'takes %s %j',
    (path, value) => {
      expect(mistakesOf(withValue(path, value))).toEqual([]);
    },
  );

  it('takes boxes that overlap: a rule decides which city a location belongs to', () => {
    const inside = { name: 'Hoan Kiem', country: 'VN', boundingBox: [105.8, 21, 105.9, 21.1] };

    expect(
      mistakesOf({ cities: [{ name: 'Hanoi', country: 'VN', boundingBox: [105.28, 20.56, 106.02, 21.39] }, inside] }),
    ).toEqual([]);
  });

  it('drops the slash at the end of the address of the API', () => {
    expect(readConfiguration({ openaqApiUrl: 'https://air.example.org/' }).openaqApiUrl).toBe(
      'https://air.example.org',
    );
  });

  it('names all mistakes at once, wrong combinations of right values too', () => {
    expect(
      mistakesOf({ lookbackHours: 0, logLevel: 'loud', warehouse: { port: 80 }, removal: { policy: 'destroy' } }),
    ).toEqual([
      '  - openaq.lookbackHours: expected a whole number of hours, from 1 to 8784, got 0',
      '  - openaq.logLevel: expected one of "debug", "info", "warn", "error", got "loud"',
      '  - openaq.warehouse.port: expected a whole number of the TCP port, from 1150 to 65535, got 80',
      '  - openaq.removal.confirm: expected "delete-all-data" as the second key, since removal.policy is "destroy"',
    ]);
  });

  it('says nothing of a combination whose value is wrong by itself', () => {
    expect(mistakesOf({ warehouse: { nodes: 'many', nodeType: 'ra3.4xlarge' } })).toHaveLength(1);
  });

  it.each([
    ['a list', []],
    ['a number', 7],
    ['broken JSON', '{'],
  ])('refuses %s as the whole configuration', (_, context) => {
    expect(mistakesOf(context)).toHaveLength(1);
  });

  it('takes JSON text, as `cdk --context` passes it', () => {
    expect(readConfiguration('{"lookbackHours": 48}').lookbackHours).toBe(48);
  });

  it('fills in every default', () => {
    expect(readConfiguration({})).toMatchObject({
      name: 'openaq-pipeline',
      region: 'ap-southeast-1',
      cities: [{ name: 'Hanoi' }, { name: 'Ho Chi Minh City' }],
      pollutants: POLLUTANT_NAMES,
      lookbackHours: 24,
      maxBackfillDays: 366,
      extractConcurrency: 2,
      requestsPerHour: 2000,
      sensorsPerCity: 164,
      minExpectedRows: 1,
      logLevel: 'info',
      catalog: { databaseName: 'openaq_database', crawlerName: 'openaq_s3_crawler' },
      transform: {
        jobName: 'openaq_to_redshift',
        connectionName: 'RedshiftConnection',
        workerType: 'G.1X',
        workers: 2,
      },
      warehouse: {
        kind: 'provisioned',
        name: 'openaq-warehouse',
        databaseName: 'openaq_warehouse',
        schema: 'openaq',
        adminUser: 'admin',
        port: 5439,
        nodeType: 'ra3.large',
        nodes: 1,
        allowedCidrs: [],
      },
      removal: { policy: 'retain' },
    });
  });

  it('accepts what cdk.json holds', () => {
    const { context } = JSON.parse(readFileSync(join(__dirname, '../../../cdk.json'), 'utf8')) as {
      context: { openaq: unknown };
    };

    expect(mistakesOf(context.openaq)).toEqual([]);
  });
});
