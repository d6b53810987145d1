import { parseEnvironment, planRunEnvironmentSchema } from '../shared/adapters/environment';
import type { Deps } from './handler';

/** The settings of plan-run from its environment, on AWS and on the laptop alike. */
export const planRunSettings = (environment: Readonly<Record<string, string | undefined>>): Deps['settings'] => {
  const variables = parseEnvironment(planRunEnvironmentSchema, environment);
  return {
    lookbackHours: variables.LOOKBACK_HOURS,
    maxBackfillDays: variables.MAX_BACKFILL_DAYS,
    extractConcurrency: variables.EXTRACT_CONCURRENCY,
    requestsPerHour: variables.REQUESTS_PER_HOUR,
    sensorsPerCity: variables.SENSORS_PER_CITY,
  };
};
