import {
  extractEnvironmentSchema,
  planRunEnvironmentSchema,
  summarizeExtractionEnvironmentSchema,
  tellFailureEnvironmentSchema,
} from '../../lambdas/shared/adapters/environment';
import { RUNS_AT_ONCE } from '../../lambdas/shared/domain/capacity';
import { POLLUTANT_NAMES } from '../../lambdas/shared/domain/pollutants';
import { type TemplateResource, templateOf } from '../support/pipeline-template';
import { readable } from '../support/role-statements';

type Environment = Record<string, never>;

const functionsOf = (openaq: object = {}): Map<string, TemplateResource['Properties'] & { environment: Environment }> =>
  new Map(
    Object.values(templateOf(openaq).findResources('AWS::Lambda::Function')).map(({ Properties }) => {
      const environment = Properties.Environment.Variables as Environment;
      return [environment['POWERTOOLS_SERVICE_NAME'] ?? '', { ...Properties, environment }];
    }),
  );

const functions = functionsOf();
const environmentOf = (service: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(functions.get(service)?.environment ?? {}).map(([name, value]) => [name, readable(value)]),
  );

describe('the Lambda functions', () => {
  it('are the three steps of a run, the one that tells of failures, and no others, not even one of the CDK', () => {
    expect([...functions.keys()].sort()).toEqual(['extract', 'plan-run', 'summarize-extraction', 'tell-failure']);
  });

  it.each([
    ['plan-run', { Timeout: 60, MemorySize: 256, ReservedConcurrentExecutions: RUNS_AT_ONCE }],
    // Two work items at a time, in every run that may be under way.
    ['extract', { Timeout: 900, MemorySize: 1024, ReservedConcurrentExecutions: 2 * RUNS_AT_ONCE }],
    ['summarize-extraction', { Timeout: 60, MemorySize: 256, ReservedConcurrentExecutions: RUNS_AT_ONCE }],
    ['tell-failure', { Timeout: 120, MemorySize: 256 }],
  ])('run %s on Node 24 and arm64, within limits', (service, limits) => {
    expect(functions.get(service)).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'], ...limits });
  });

  it('give Extract the memory that a month of its city takes, where a city has thousands of sensors', () => {
    const extract = functionsOf({ sensorsPerCity: 5_000, maxBackfillDays: 1 }).get('extract');

    expect(extract).toMatchObject({ MemorySize: 256 + 2_800 });
  });

  it('write to log groups of their own', () => {
    const groups = [...functions.values()].map(({ LoggingConfig }) => readable(LoggingConfig as never));

    expect(new Set(groups).size).toBe(4);
  });

  it('get an environment that their schemas accept', () => {
    expect(planRunEnvironmentSchema.safeParse(environmentOf('plan-run')).success).toBe(true);
    expect(extractEnvironmentSchema.safeParse(environmentOf('extract')).success).toBe(true);
    expect(summarizeExtractionEnvironmentSchema.safeParse(environmentOf('summarize-extraction')).success).toBe(true);
    expect(tellFailureEnvironmentSchema.safeParse(environmentOf('tell-failure')).success).toBe(true);
  });

  it('get the values of the configuration', () => {
    expect(environmentOf('plan-run')).toMatchObject({
      LOOKBACK_HOURS: '24',
      MAX_BACKFILL_DAYS: '366',
      MIN_EXPECTED_ROWS: '1',
      EXTRACT_CONCURRENCY: '2',
      REQUESTS_PER_HOUR: '2000',
      SENSORS_PER_CITY: '164',
      POWERTOOLS_LOG_LEVEL: 'INFO',
      POWERTOOLS_METRICS_NAMESPACE: 'OpenAqPipeline',
    });
    expect(environmentOf('extract')).toMatchObject({
      BUCKET_NAME: 'DataLakeBucket',
      OPENAQ_API_URL: 'https://api.openaq.org',
      OPENAQ_API_KEY_SECRET_ARN: 'ExtractionApiKey',
      POLLUTANTS: JSON.stringify(POLLUTANT_NAMES),
    });
  });

  it('hold the cities of no configuration, which may be more than the 4 KB of an environment', () => {
    for (const service of functions.keys()) expect(environmentOf(service)).not.toHaveProperty('CITIES');
  });

  it('get other values when they are configured', () => {
    const configured = functionsOf({
      logLevel: 'debug',
      pollutants: ['pm25'],
      openaqApiUrl: 'https://air.example.org',
    });

    expect(configured.get('extract')?.environment).toMatchObject({
      POWERTOOLS_LOG_LEVEL: 'DEBUG',
      POLLUTANTS: '["pm25"]',
      OPENAQ_API_URL: 'https://air.example.org',
    });
  });

  it('get no secret, only the name of one', () => {
    for (const service of functions.keys()) {
      const secretive = Object.keys(environmentOf(service)).filter((name) => /KEY|SECRET|PASSWORD|TOKEN/.test(name));

      expect(secretive.filter((name) => !name.endsWith('_SECRET_ARN'))).toEqual([]);
    }
  });

  it('reserve no concurrency in an account that has none to spare', () => {
    for (const properties of functionsOf({ reserveConcurrency: false }).values()) {
      expect(properties).not.toHaveProperty('ReservedConcurrentExecutions');
    }
  });
});

describe("the API key's secret", () => {
  it('is made without a value', () => {
    const [secret] = Object.values(templateOf().findResources('AWS::SecretsManager::Secret'));

    expect(Object.keys(secret?.['Properties'])).toEqual(['Description']);
  });
});
