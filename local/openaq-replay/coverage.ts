import type { City } from '../../lambdas/shared/domain/city';
import { DAY_MS, HOUR_MS, type Window } from '../../lambdas/shared/domain/window';
import { hoursOf, locationsIn, type RecordedSensor, recordedData } from './recorded-data';

/** Days without an hour, up to which two stretches count as one: a month is missing, a week is a gap. */
const MAX_GAP_DAYS = 28;

/** The sensors of a pollutant in a city. */
const sensorsOf = (city: City, pollutant: string): RecordedSensor[] =>
  locationsIn(city.boundingBox).flatMap(({ sensors }) =>
    sensors.filter(({ parameter }) => parameter.name === pollutant),
  );

/** The starts of the recorded hours of a pollutant in a city, milliseconds since the epoch, in order. */
const startsOf = (city: City, pollutant: string): number[] =>
  sensorsOf(city, pollutant)
    .flatMap(({ id }) => hoursOf(id).map(({ endMs }) => endMs - HOUR_MS))
    .sort((one, other) => one - other);

const dateOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** UTC dates, both included. */
const rangesOf = (starts: readonly number[]) => {
  const ranges: { from: number; to: number }[] = [];
  for (const day of starts.map((start) => Math.floor(start / DAY_MS))) {
    const last = ranges.at(-1);
    if (last !== undefined && day - last.to <= MAX_GAP_DAYS) last.to = day;
    else ranges.push({ from: day, to: day });
  }
  return ranges.map(({ from, to }) => ({ from: dateOf(from), to: dateOf(to) }));
};

/** What the recorded data covers of each pollutant in a city, read from the data itself. */
export const coverageOf = (city: City, pollutants: readonly string[]) =>
  pollutants
    .map((pollutant) => ({ pollutant, ranges: rangesOf(startsOf(city, pollutant)) }))
    .filter(({ ranges }) => ranges.length > 0);

/** Whether the recording has an hour of one of these cities and pollutants that starts in the window. */
export const isRecorded = (cities: readonly City[], pollutants: readonly string[], { start, end }: Window): boolean => {
  // An hour that starts at the window's start ends an hour later; one that ends with `fromMs` is not asked for.
  const [fromMs, toMs] = [Date.parse(start) + HOUR_MS - 1_000, Date.parse(end) + HOUR_MS - 1_000];
  return cities.some((city) =>
    pollutants.some((pollutant) =>
      sensorsOf(city, pollutant).some(({ id }) => recordedData().hoursUntil(id, fromMs, toMs).length > 0),
    ),
  );
};
