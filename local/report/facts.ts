import { type City, displayNameOf } from '../../lambdas/shared/domain/city';
import { DAY_MS, HOUR_MS, type Window } from '../../lambdas/shared/domain/window';
import type { RunRecord } from '../workflow/run-record';
import { type Answers, numberOf, type Row } from './ask';

/** The mean of a city's stations for one hour, ug/m3. */
export interface Hour {
  readonly city: string;
  readonly pollutant: string;
  /** Start of the hour. */
  readonly at: Date;
  /** On the clock of the city: `YYYY-MM-DD` and 0 to 23. */
  readonly localDate: string;
  readonly localHour: number;
  readonly timeZone: string;
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
  readonly hours: readonly Hour[];
  readonly days: readonly Day[];
  readonly limits: readonly Limit[];
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

/** Gives the answers of the warehouse their types. */
export const factsOf = (
  answers: Answers,
  scope: { readonly cities: readonly City[]; readonly window: Window },
  run: RunRecord | undefined,
): ReportFacts => {
  const audit = answers.audit[0];
  const shownNames = new Map(scope.cities.map((city) => [city.name, displayNameOf(city)]));
  const cityOf = (row: Row): string => shownNames.get(String(row['city'])) ?? String(row['city']);
  return {
    ...scope,
    cities: scope.cities.map((city) => ({ ...city, name: displayNameOf(city) })),
    hours: answers.hours.map((row) => ({
      city: cityOf(row),
      pollutant: String(row['pollutant']),
      at: utc(row['measurement_datetime']),
      localDate: String(row['local_datetime']).slice(0, 10),
      localHour: Number(String(row['local_datetime']).slice(11, 13)),
      timeZone: String(row['time_zone']),
      mean: Number(row['mean_ug_m3']),
    })),
    days: answers.days.map((row) => ({
      city: cityOf(row),
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
    })),
    limits: answers.limits.map((row) => ({
      standard: String(row['standard']),
      pollutant: String(row['pollutant']),
      limit: Number(row['limit_ug_m3']),
      year: Number(row['year']),
      source: String(row['source']),
      note: textOf(row['note']),
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
      city: cityOf(row),
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
      city: cityOf(row),
      reason: String(row['reason']),
      rows: Number(row['refused_rows']),
    })),
    audit,
    run: run !== undefined && (run.runId === audit?.['run_id'] || hasFailedHere(run, scope.window)) ? run : undefined,
  };
};

/** Every hour of a window, so that one without a value is a gap and not a line across it. */
export const hoursOf = ({ start, end }: Window): Date[] => {
  const first = Date.parse(start);
  return Array.from({ length: (Date.parse(end) - first) / HOUR_MS }, (_, index) => new Date(first + index * HOUR_MS));
};

/** Cities whose hours start at :30 or :45 in UTC: the minute is part of the grid. */
export const offsetOf = (hours: readonly Hour[]): number => (hours[0]?.at.getTime() ?? 0) % HOUR_MS;

/** Every date from one to another, both included. */
const datesBetween = (first: string, last: string): string[] =>
  Array.from({ length: Math.round((Date.parse(last) - Date.parse(first)) / DAY_MS) + 1 }, (_, index) =>
    new Date(Date.parse(first) + index * DAY_MS).toISOString().slice(0, 10),
  );

/** Every day of a city from the first to the last of the window, and what is known of it. */
export const daysOfCity = (
  { days, window }: ReportFacts,
  city: string,
  pollutant: string,
): { readonly date: string; readonly day: Day | undefined }[] => {
  const known = new Map(
    days.filter((day) => day.city === city && day.pollutant === pollutant).map((day) => [day.date, day]),
  );
  const dates = [window.start.slice(0, 10), ...known.keys()].sort();
  const last = [new Date(Date.parse(window.end) - DAY_MS).toISOString().slice(0, 10), ...known.keys()].sort().at(-1);
  return datesBetween(dates[0] as string, last as string).map((date) => ({ date, day: known.get(date) }));
};
