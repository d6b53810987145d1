import {
  extractEnvironmentSchema,
  parseEnvironment,
  planRunEnvironmentSchema,
  summarizeExtractionEnvironmentSchema,
  tellFailureEnvironmentSchema,
} from '../../../../lambdas/shared/adapters/environment';

const PLAN_RUN = {
  LOOKBACK_HOURS: '24',
  MAX_BACKFILL_DAYS: '366',
  EXTRACT_CONCURRENCY: '2',
  REQUESTS_PER_HOUR: '2000',
  SENSORS_PER_CITY: '164',
  MIN_EXPECTED_ROWS: '1',
};
const EXTRACT = {
  BUCKET_NAME: 'lake',
  OPENAQ_API_URL: 'https://api.openaq.org',
  OPENAQ_API_KEY_SECRET_ARN: 'arn:aws:secretsmanager:ap-southeast-1:123456789012:secret:OpenAqApiKey-AbCdEf',
  POLLUTANTS: '["pm25","o3"]',
};
const TELL_FAILURE = {
  TOPIC_ARN: 'arn:aws:sns:ap-southeast-1:123456789012:alerts',
  RUNBOOK_URL: 'https://wiki.example.org/openaq',
  PAUSE_BETWEEN_RUNS: 'false',
};

const FUNCTIONS = {
  'plan-run': { schema: planRunEnvironmentSchema, good: PLAN_RUN },
  extract: { schema: extractEnvironmentSchema, good: EXTRACT },
  'summarize-extraction': { schema: summarizeExtractionEnvironmentSchema, good: { BUCKET_NAME: 'lake' } },
  'tell-failure': { schema: tellFailureEnvironmentSchema, good: TELL_FAILURE },
};

/** Parses the environment of a function with one variable changed, or left out where it is undefined. */
const parseWith = (name: keyof typeof FUNCTIONS, variable: string, value: string | undefined) => () =>
  parseEnvironment(FUNCTIONS[name].schema, { ...FUNCTIONS[name].good, [variable]: value });

describe('the environment of a function', () => {
  it('gives plan-run its settings as numbers', () => {
    expect(parseEnvironment(planRunEnvironmentSchema, PLAN_RUN)).toEqual({
      lookbackHours: 24,
      maxBackfillDays: 366,
      extractConcurrency: 2,
      requestsPerHour: 2_000,
      sensorsPerCity: 164,
      minExpectedRows: 1,
    });
  });

  it('gives extract its pollutants as a list', () => {
    expect(parseEnvironment(extractEnvironmentSchema, EXTRACT)).toEqual({ ...EXTRACT, POLLUTANTS: ['pm25', 'o3'] });
  });

  it.each(['true', 'false'])('tells tell-failure whether the cluster pauses between runs: %s', (pauses) => {
    const environment = { ...TELL_FAILURE, PAUSE_BETWEEN_RUNS: pauses };

    expect(parseEnvironment(tellFailureEnvironmentSchema, environment)).toEqual(environment);
  });

  it.each([
    ...Object.keys(PLAN_RUN).map((variable) => ['plan-run', variable, undefined] as const),
    ...Object.keys(EXTRACT).map((variable) => ['extract', variable, undefined] as const),
    ...Object.keys(TELL_FAILURE).map((variable) => ['tell-failure', variable, undefined] as const),
    ['summarize-extraction', 'BUCKET_NAME', undefined],
    ['summarize-extraction', 'BUCKET_NAME', ''],
    ['plan-run', 'LOOKBACK_HOURS', '0'],
    ['plan-run', 'REQUESTS_PER_HOUR', '1.5'],
    ['extract', 'BUCKET_NAME', ''],
    ['extract', 'OPENAQ_API_URL', 'api.openaq.org'],
    ['extract', 'OPENAQ_API_KEY_SECRET_ARN', ''],
    ['extract', 'POLLUTANTS', '[]'],
    ['extract', 'POLLUTANTS', 'pm25'],
    ['tell-failure', 'TOPIC_ARN', ''],
    ['tell-failure', 'RUNBOOK_URL', 'runbook.md'],
    ['tell-failure', 'PAUSE_BETWEEN_RUNS', 'no'],
  ] as const)('of %s is refused with %s %j, which the error names', (name, variable, value) => {
    expect(parseWith(name, variable, value)).toThrow(`Environment variables refused: ${variable}: `);
  });

  it('is refused with every mistake, by name and value, and who sets it', () => {
    const wrong = { ...EXTRACT, BUCKET_NAME: undefined, OPENAQ_API_URL: 'api.openaq.org' };

    expect(() => parseEnvironment(extractEnvironmentSchema, wrong)).toThrow(
      expect.objectContaining({
        name: 'InvalidEnvironmentError',
        cause: expect.objectContaining({ name: 'ZodError' }),
        message:
          'Environment variables refused: BUCKET_NAME: Invalid input: expected string (got nothing); ' +
          'OPENAQ_API_URL: Invalid URL (got "api.openaq.org"). lib/ sets them where it makes the function',
      }),
    );
  });
});
