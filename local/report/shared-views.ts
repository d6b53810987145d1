import type { Window } from '../../lambdas/shared/domain/window';
import { literal } from '../warehouse/sql-text';

/** What of the warehouse's views a report reads. */
export interface SharedScope {
  readonly schema: string;
  readonly window: Window;
  /** Names of cities, separated by commas. */
  readonly cities: string;
}

/** The days of the stations, on which most views stand: they are reckoned once, by the city's own days. */
const KEPT = ['station_days', 'station_day_averages'];

/** Views on those, in the order in which they stand on each other. */
const STANDING = ['city_days', 'station_aqi_subindices', 'station_limit_days', 'station_years', 'station_limit_years'];

const SHARED = [...KEPT, ...STANDING];

/** The question for the definitions of the views of a schema. */
export const DEFINITIONS = 'select viewname, definition from pg_views where schemaname = $1';

/** Refers to the session's own relation in place of the warehouse's view of the same name. */
export const ofSession = (sql: string, schema: string): string =>
  sql.replace(new RegExp(`(?<![\\w.])${schema}\\.(${SHARED.join('|')})\\b`, 'g'), 'pg_temp.$1');

/**
 * Statements that make the shared views the session's own, from the definitions that the warehouse has: `station_days` and
 * `station_day_averages` as tables of the scope's cities and of the years that its window meets, the others as views on
 * them. Seven questions reckoned them eight times before, more than half of a report's time. Hours are not kept: of some
 * years of many stations they would fill the disk.
 *
 * @throws Error when the warehouse lacks one of the views
 */
export const sharedViews = (definitions: ReadonlyMap<string, string>, scope: SharedScope): string[] => {
  const definitionOf = (name: string): string => {
    const definition = definitions.get(name);
    if (definition === undefined) throw new Error(`relation "${scope.schema}.${name}" does not exist`);
    return ofSession(definition.trim().replace(/;$/, ''), scope.schema);
  };
  const { window, cities } = scope;
  const inScope = `extract(year from local_date) >= extract(year from cast(${literal(window.start)} as timestamp))
  and extract(year from local_date) <= extract(year from cast(${literal(window.end)} as timestamp))
  and strpos(${literal(`,${cities},`)}, ',' || city || ',') > 0`;
  return [
    ...KEPT.flatMap((name) => [
      `create temp table ${name} as select * from (${definitionOf(name)}) as days where ${inScope}`,
      // Else a table is taken for one of few rows, and each day is compared with every piece of the index.
      `analyze ${name}`,
    ]),
    ...STANDING.map((name) => `create temp view ${name} as ${definitionOf(name)}`),
  ];
};
