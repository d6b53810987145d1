import type { City } from '../../lambdas/shared/domain/city';
import type { Window } from '../../lambdas/shared/domain/window';
import type { RunRecord } from '../workflow/run-record';
import { type Answers, numberOf, type Row } from './ask';
import type { Extent } from './extent';
import { shownCities, withShownNames } from './shown-names';

/** What a city gave in the window. */
export interface CityCount {
  readonly city: string;
  /** IANA name, or UTC where the warehouse knows none. */
  readonly timeZone: string;
  readonly rows: number;
  readonly rowsWithPm25: number;
  readonly stations: number;
}

/** A point of a line: the mean of a city's stations over a step of the extent, ug/m3. */
export interface Mean {
  readonly city: string;
  readonly pollutant: string;
  /** Start of an hour; midnight in UTC of the date of a local day, and of the first of a month. */
  readonly at: Date;
  /** On the clock of the city: `YYYY-MM-DD HH:MM` of an hour, the date of a day, `YYYY-MM` of a month. */
  readonly localTime: string;
  readonly mean: number;
}

/** PM2.5 of an hour of the local day, over a row of the extent, ug/m3. */
export interface HourOfDay {
  readonly city: string;
  readonly row: string;
  /** 0 to 23 on the clock of the city. */
  readonly hour: number;
  readonly mean: number;
}

/** A local day of a pollutant in a city. The index and the mean are null when too few hours were measured. */
export interface Day {
  readonly city: string;
  readonly pollutant: string;
  readonly date: string;
  readonly hours: number;
  readonly stations: number;
  readonly completeness: number;
  readonly isComplete: boolean;
  readonly mean: number | null;
  readonly aqi: number | null;
  readonly category: string | null;
  readonly colour: string | null;
}

/** A limit of a 24-hour mean, ug/m3. */
export interface Limit {
  readonly standard: string;
  readonly pollutant: string;
  readonly limit: number;
  readonly year: number;
  readonly source: string;
  readonly note: string | null;
}

/** Local days of a city beside a limit of a day. A day on which one of its stations is above counts as above. */
export interface LimitDays {
  readonly city: string;
  readonly pollutant: string;
  readonly averaging: string;
  readonly standard: string;
  /** Ug/m3, as all concentrations. */
  readonly limit: number;
  readonly year: number;
  readonly source: string;
  readonly compared: number;
  readonly exceeded: number;
  readonly highest: number;
}

/** The annual mean of a city's highest station beside a limit, of a year that is complete. */
export interface LimitYear {
  readonly city: string;
  readonly localYear: number;
  readonly pollutant: string;
  readonly standard: string;
  readonly limit: number;
  readonly year: number;
  readonly source: string;
  readonly mean: number;
  readonly timesLimit: number;
}

/** A category of the US EPA Air Quality Index. */
export interface AqiCategory {
  readonly category: string;
  readonly colour: string;
  readonly from: number;
  readonly to: number;
  readonly isLast: boolean;
  readonly year: number;
  readonly source: string;
}

/** A station, and what it gave in the window. */
export interface Station {
  readonly id: number;
  readonly name: string;
  readonly city: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** Who gives the data, whose the station is, and under which licences; null where OpenAQ does not say. */
  readonly provider: string | null;
  readonly owner: string | null;
  readonly licenses: string | null;
  /** Whom the licences ask to name, as `name (url)`, joined by `; `. */
  readonly attribution: string | null;
  /** Regulatory, or low-cost. */
  readonly isMonitor: boolean | null;
  readonly hours: number;
  readonly meanPm25: number | null;
}

/** Everything that a report shows. Cities have the names that a reader sees. */
export interface ReportFacts {
  readonly cities: readonly City[];
  readonly window: Window;
  readonly extent: Extent;
  /** The cities that gave anything, those with most rows first. */
  readonly cityCounts: readonly CityCount[];
  readonly means: readonly Mean[];
  readonly hoursOfDays: readonly HourOfDay[];
  readonly days: readonly Day[];
  readonly limits: readonly Limit[];
  readonly limitDays: readonly LimitDays[];
  readonly limitYears: readonly LimitYear[];
  readonly aqiScale: readonly AqiCategory[];
  readonly stations: readonly Station[];
  readonly rejected: readonly { readonly city: string; readonly reason: string; readonly rows: number }[];
  /** The newest run of the window by column; undefined when there was none. */
  readonly audit: Row | undefined;
  /** The newest run of the folder, where it is the audited one, or failed on this window. */
  readonly run: RunRecord | undefined;
}

/** A timestamp without a zone, which the warehouse means in UTC. */
const utc = (text: unknown): Date => new Date(`${String(text).replace(' ', 'T')}Z`);

const textOf = (value: unknown): string | null => (value === null ? null : String(value));

/** Whether the newest run is of this window and failed: then the audit row, if any, is of an earlier run. */
const hasFailedHere = ({ status, window }: RunRecord, { start, end }: Window): boolean =>
  status === 'FAILED' && window.start === start && window.end === end;

const daysOf = (rows: readonly Row[]): Day[] =>
  rows.map((row) => ({
    city: String(row['city']),
    pollutant: String(row['pollutant']),
    date: String(row['local_date']),
    hours: Number(row['hours']),
    stations: Number(row['stations']),
    completeness: Number(row['completeness_percent']),
    isComplete: row['is_complete'] === true,
    mean: numberOf(row['mean_ug_m3']),
    aqi: numberOf(row['aqi']),
    category: textOf(row['category']),
    colour: textOf(row['colour']),
  }));

/** The points of the lines: of days that have a mean, else as the warehouse gives them. */
const meansOf = ({ points }: Answers, step: Extent['step'], days: readonly Day[]): Mean[] =>
  step === 'day'
    ? days.flatMap(({ city, pollutant, date, mean }) =>
        mean === null ? [] : [{ city, pollutant, at: new Date(date), localTime: date, mean }],
      )
    : points.map((row) => ({
        city: String(row['city']),
        pollutant: String(row['pollutant']),
        at: step === 'hour' ? utc(row['measurement_datetime']) : new Date(`${String(row['month'])}-01`),
        localTime: step === 'hour' ? String(row['local_datetime']).slice(0, 16) : String(row['month']),
        mean: Number(row['mean_ug_m3']),
      }));

/** What a comparison with a limit says of the limit. */
const citedOf = (row: Row) => ({
  city: String(row['city']),
  pollutant: String(row['pollutant']),
  standard: String(row['standard']),
  limit: Number(row['limit_ug_m3']),
  year: Number(row['limit_year']),
  source: String(row['limit_source']),
});

/** Gives the answers of the warehouse their types, and the cities the names that a reader sees. */
export const factsOf = (
  answered: Answers,
  { cities, window }: { readonly cities: readonly City[]; readonly window: Window },
  run: RunRecord | undefined,
): ReportFacts => {
  const answers = withShownNames(answered, cities);
  const audit = answers.audit[0];
  const days = daysOf(answers.days);
  return {
    cities: shownCities(cities),
    window,
    extent: answers.extent,
    cityCounts: answers.cities.map((row) => ({
      city: String(row['city']),
      timeZone: String(row['time_zone']),
      rows: Number(row['rows_loaded']),
      rowsWithPm25: Number(row['rows_with_pm25']),
      stations: Number(row['stations']),
    })),
    means: meansOf(answers, answers.extent.step, days),
    hoursOfDays: answers.hoursOfDays.map((row) => ({
      city: String(row['city']),
      row: String(row['row_name']),
      hour: Number(row['hour_of_day']),
      mean: Number(row['mean_ug_m3']),
    })),
    days,
    limits: answers.limits.map((row) => ({
      standard: String(row['standard']),
      pollutant: String(row['pollutant']),
      limit: Number(row['limit_ug_m3']),
      year: Number(row['year']),
      source: String(row['source']),
      note: textOf(row['note']),
    })),
    limitDays: answers.limitDays.map((row) => ({
      ...citedOf(row),
      averaging: String(row['averaging']),
      compared: Number(row['days_compared']),
      exceeded: Number(row['days_exceeded']),
      highest: Number(row['max_ug_m3']),
    })),
    limitYears: answers.limitYears.map((row) => ({
      ...citedOf(row),
      localYear: Number(row['local_year']),
      mean: Number(row['mean_ug_m3']),
      timesLimit: Number(row['times_limit']),
    })),
    aqiScale: answers.aqiScale.map((row) => ({
      category: String(row['category']),
      colour: String(row['colour']),
      from: Number(row['index_low']),
      to: Number(row['index_high']),
      isLast: row['is_last'] === true,
      year: Number(row['year']),
      source: String(row['source']),
    })),
    stations: answers.stations.map((row) => ({
      id: Number(row['location_id']),
      name: textOf(row['location_name']) ?? `location ${String(row['location_id'])}`,
      city: String(row['city']),
      latitude: numberOf(row['latitude']),
      longitude: numberOf(row['longitude']),
      provider: textOf(row['provider']),
      owner: textOf(row['owner']),
      licenses: textOf(row['licenses']),
      attribution: textOf(row['attribution']),
      isMonitor: row['is_monitor'] === null ? null : row['is_monitor'] === true,
      hours: Number(row['hours']),
      meanPm25: numberOf(row['mean_pm25_ug_m3']),
    })),
    rejected: answers.rejected.map((row) => ({
      city: String(row['city']),
      reason: String(row['reason']),
      rows: Number(row['refused_rows']),
    })),
    audit,
    run: run !== undefined && (run.runId === audit?.['run_id'] || hasFailedHere(run, window)) ? run : undefined,
  };
};
