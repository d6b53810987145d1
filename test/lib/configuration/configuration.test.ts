import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidConfigurationError, readConfiguration } from '../../../lib/configuration';
import { WRONG_COMBINATIONS } from './wrong-combinations';
import { WRONG_VALUES } from './wrong-values';

const mistakesOf = (context: unknown): string[] => {
  try {
    readConfiguration(context);
    return [];
  } catch (error) {
    if (!(error instanceof InvalidConfigurationError)) throw error;
    return error.message.split('\n').slice(1);
  }
};

describe('readConfiguration', () => {
  it.each([...WRONG_VALUES, ...WRONG_COMBINATIONS])('refuses %s', (_, context, line) => {
    expect(mistakesOf(context)).toEqual([`  - ${line}`]);
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
      pollutants: ['pm25', 'pm10', 'o3', 'no2', 'so2', 'co'],
      lookbackHours: 24,
      maxBackfillDays: 366,
      extractConcurrency: 2,
      requestsPerHour: 2000,
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
