import { isCalendarDate } from '../../../lambdas/shared/domain/window';

/** The Glue job's arguments, as far as an engine on the laptop needs them. */
export interface JobArguments {
  readonly runId: string;
  /** `YYYY-MM-DDTHH:mm:ssZ`, midnight UTC; half-open `[windowStart, windowEnd)`. */
  readonly windowStart: string;
  readonly windowEnd: string;
  /** The cities' folders in the bucket: their names with `_` for each space. */
  readonly citySegments: readonly string[];
  readonly sourceDatabase: string;
  readonly targetSchema: string;
  /** The folder with a folder of manifests for each run. */
  readonly manifestFolder: string;
}

const MIDNIGHT = /^(\d{4}-\d{2}-\d{2})T00:00:00Z$/;
const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]{0,126}$/;
const CITY = /^[A-Za-z0-9][A-Za-z0-9 -]{0,62}$/;

const isMidnight = (text: string): boolean => isCalendarDate(MIDNIGHT.exec(text)?.[1] ?? '');

/**
 * Reads the arguments by the rules of `glue_jobs/openaq_to_redshift.py`.
 *
 * @throws Error that lists every mistake
 */
export const parseJobArguments = (given: Readonly<Record<string, string>>): JobArguments => {
  const mistakes: string[] = [];
  const take = (name: string, isValid: (text: string) => boolean, expected: string): string => {
    const value = given[`--${name}`] ?? '';
    if (!isValid(value)) mistakes.push(`--${name} is ${JSON.stringify(value)}, expected ${expected}`);
    return value;
  };
  const matches = (pattern: RegExp) => (text: string) => pattern.test(text);
  const runId = take('run_id', matches(/^[A-Za-z0-9_-]{1,100}$/), '1 to 100 letters, digits, - or _');
  const windowStart = take('window_start', isMidnight, 'midnight UTC such as 2024-01-15T00:00:00Z');
  const windowEnd = take('window_end', isMidnight, 'midnight UTC such as 2024-01-16T00:00:00Z');
  const cities = take('cities', (text) => text.split(',').every(matches(CITY)), 'city names separated by commas');
  const sourceDatabase = take('source_database', matches(IDENTIFIER), 'a name of the Glue catalog');
  const targetSchema = take('target_schema', matches(IDENTIFIER), 'a schema of the warehouse');
  const manifestFolder = take('manifest_location', matches(/^.+\/$/), 'a location that ends with /');
  if (mistakes.length === 0 && windowEnd <= windowStart) {
    mistakes.push(`--window_end ${windowEnd} is not after --window_start ${windowStart}`);
  }
  if (mistakes.length > 0) throw new Error(`Invalid job arguments: ${mistakes.join('; ')}`);
  const citySegments = cities.split(',').map((city) => city.replaceAll(' ', '_'));
  return { runId, windowStart, windowEnd, citySegments, sourceDatabase, targetSchema, manifestFolder };
};
