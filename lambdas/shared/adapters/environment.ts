import * as z from 'zod';
import { TerminalError } from '../domain/errors';
import { parseJson } from '../domain/json';
import { parseOrThrow } from '../domain/parse';
import { POLLUTANT_NAMES } from '../domain/pollutants';

const count = z.coerce.number().int().min(1);

/**
 * Environment of plan-run, which becomes its settings. The cities are not in it: they come with the payload, because an
 * environment holds 4 KB.
 */
export const planRunEnvironmentSchema = z
  .object({
    LOOKBACK_HOURS: count,
    MAX_BACKFILL_DAYS: count,
    MIN_EXPECTED_ROWS: z.coerce.number().int().min(0),
    EXTRACT_CONCURRENCY: count,
    REQUESTS_PER_HOUR: count,
    SENSORS_PER_CITY: count,
  })
  .transform((variables) => ({
    lookbackHours: variables.LOOKBACK_HOURS,
    maxBackfillDays: variables.MAX_BACKFILL_DAYS,
    minExpectedRows: variables.MIN_EXPECTED_ROWS,
    extractConcurrency: variables.EXTRACT_CONCURRENCY,
    requestsPerHour: variables.REQUESTS_PER_HOUR,
    sensorsPerCity: variables.SENSORS_PER_CITY,
  }));

/** Environment of extract. The API key is not in it: Secrets Manager has it. */
export const extractEnvironmentSchema = z.object({
  BUCKET_NAME: z.string().min(1),
  OPENAQ_API_URL: z.url(),
  OPENAQ_API_KEY_SECRET_ARN: z.string().min(1),
  POLLUTANTS: z
    .string()
    .transform(parseJson)
    .pipe(z.array(z.enum(POLLUTANT_NAMES)).nonempty()),
});

/** Environment of summarize-extraction. */
export const summarizeExtractionEnvironmentSchema = z.object({ BUCKET_NAME: z.string().min(1) });

/** Environment of tell-failure. */
export const tellFailureEnvironmentSchema = z.object({
  TOPIC_ARN: z.string().min(1),
  RUNBOOK_URL: z.url(),
  PAUSE_BETWEEN_RUNS: z.enum(['true', 'false']),
});

/** Parses a Lambda's environment once; a missing variable names itself. */
export const parseEnvironment = <Schema extends z.ZodType>(
  schema: Schema,
  environment: Readonly<Record<string, string | undefined>>,
): z.infer<Schema> =>
  parseOrThrow(schema, environment, (mistakes, cause) => {
    const message = `Environment variables refused: ${mistakes}. lib/ sets them where it makes the function`;
    return new TerminalError('InvalidEnvironmentError', message, { cause });
  });
