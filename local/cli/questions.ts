import type { Window } from '../../lambdas/shared/domain/window';

/** A run whose load is in the warehouse. What is asked of it stays within its own window and cities. */
export interface LoadedRun {
  readonly runId: string;
  readonly window: Window;
  readonly cities: readonly string[];
  /** The warehouse's schema. */
  readonly schema: string;
}

/** SQL and the values of its `$1`, `$2`, ... */
export type Question = readonly [sql: string, parameters: readonly string[]];

/** What the laptop asks the warehouse about a run. */
export interface Questions {
  /** city, day, hours, with_pm25, mean_pm25, max_pm25 */
  readonly rowsByDay: Question;
  /** city, measurement_datetime, pm25 */
  readonly pm25ByHour: Question;
  /** The fact rows in the order of their key, without their load metadata. */
  readonly factRows: Question;
  /** The run's row of load_audit, every column that the table has. */
  readonly audit: Question;
}

/** The questions about a run, in the warehouse's own schema. */
export const questionsOf = ({ runId, window, cities, schema }: LoadedRun): Questions => {
  const facts = `${schema}.fact_measurements
  where measurement_datetime >= $1 and measurement_datetime < $2
    and city in (${cities.map((_, index) => `$${index + 3}`).join(', ')})`;
  const ofRun = [window.start, window.end, ...cities];
  return {
    rowsByDay: [
      `select city, cast(measurement_datetime as date) as day, count(*) as hours, count(pm25) as with_pm25,
         round(avg(pm25), 1) as mean_pm25, round(max(pm25), 1) as max_pm25
  from ${facts}
  group by 1, 2 order by 1, 2`,
      ofRun,
    ],
    pm25ByHour: [
      `select city, measurement_datetime, avg(pm25) as pm25
  from ${facts}
  group by 1, 2 order by 1, 2`,
      ofRun,
    ],
    factRows: [
      `select location_id, measurement_datetime, pm25, pm10, o3, no2, so2, co, latitude, longitude, city, country
  from ${facts}
  order by location_id, measurement_datetime`,
      ofRun,
    ],
    audit: [`select * from ${schema}.load_audit where run_id = $1`, [runId]],
  };
};

/** A question that a person may paste after a run. It has no character that a shell reads within double quotes. */
export const exampleQuestion = (schema: string): string =>
  `select city, cast(measurement_datetime as date) as day, round(avg(pm25), 1) as pm25 from ${schema}.fact_measurements group by 1, 2 order by 1, 2`;
