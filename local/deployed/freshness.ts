import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inSchema } from '../../lambdas/shared/domain/warehouse-schema';
import { HOUR_MS } from '../../lambdas/shared/domain/window';
import type { Configured } from '../workflow/configured';
import type { DataApi } from './data-api';

const QUESTION = join(__dirname, '../../sql/status/10_freshness.sql');

/** How new the facts of a city are. */
export interface CityFreshness {
  readonly city: string;
  /** UTC start of the newest hour, `2018-12-05T07:00:00Z`; null where there is no fact. */
  readonly latestHour: string | null;
  /** Whole hours from the end of that hour to now; null where there is no fact. */
  readonly hoursBehind: number | null;
  readonly facts: number;
}

/** A timestamp of the warehouse, which is in UTC and says no zone. */
const toUtc = (timestamp: unknown): string => `${String(timestamp).slice(0, 19).replace(' ', 'T')}Z`;

/**
 * The freshness of every configured city, and of others that have facts.
 *
 * @param now epoch milliseconds
 * @throws QueryError while the warehouse has no schema yet
 */
export const freshnessOf = async (
  api: Pick<DataApi, 'query'>,
  { schema, cities }: Pick<Configured, 'schema' | 'cities'>,
  now: number,
): Promise<CityFreshness[]> => {
  const { rows } = await api.query(inSchema(readFileSync(QUESTION, 'utf8'), schema));
  const found = rows.map(([city, latest, facts]) => {
    const latestHour = toUtc(latest);
    const hoursBehind = Math.floor((now - Date.parse(latestHour)) / HOUR_MS) - 1;
    return { city: String(city), latestHour, hoursBehind, facts: Number(facts) };
  });
  const without = cities
    .filter(({ name }) => !found.some(({ city }) => city === name))
    .map(({ name }) => ({ city: name, latestHour: null, hoursBehind: null, facts: 0 }));
  return [...found, ...without];
};
