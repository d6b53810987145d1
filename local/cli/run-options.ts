import { makeRunInputSchema, ONLY_MISSING_OF_ARCHIVE, type RunInput } from '../../lambdas/shared/domain/run-input';
import type { RunSource } from '../../lambdas/shared/domain/run-source';
import { isCalendarDate, type Window, windowOfDates } from '../../lambdas/shared/domain/window';
import type { Configured } from '../workflow/configured';
import { findCity } from './city-names';
import { nearNames } from './near-names';

/** The options of `openaq local` that choose what a run reads, as a person typed them. */
export interface RunOptions {
  readonly from?: string;
  readonly to?: string;
  readonly city?: readonly string[];
  readonly lookbackHours?: string;
  readonly source?: RunSource;
  /** Asks the API only for days that the lake does not have. */
  readonly onlyMissing?: boolean;
}

/** The command line is wrong. The message names every mistaken option. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  constructor(readonly mistakes: readonly string[]) {
    super(
      mistakes.length === 1
        ? `${mistakes[0]}`
        : `${mistakes.length} mistakes:\n${mistakes.map((mistake) => `  - ${mistake}`).join('\n')}`,
    );
  }
}

/** What is wrong with an input, in words that follow the option. */
type Ask = (input: RunInput) => string[];

/** What is wrong with the dates: first each by itself, by the rules of `ask`, as a range of one day; then both together. */
export const mistakesOfDates = ({ from, to }: Pick<RunOptions, 'from' | 'to'>, ask: Ask): string[] => {
  const ofEach = Object.entries({ '--from': from, '--to': to }).flatMap(([option, date]) =>
    date === undefined
      ? []
      : ask({ from: date, to: date }).map((message) => `${option} ${JSON.stringify(date)}: ${message}`),
  );
  if ((from === undefined) !== (to === undefined)) {
    ofEach.push(`--${from === undefined ? 'from' : 'to'} is missing: --from and --to are given together`);
  }
  if (ofEach.length > 0 || from === undefined || to === undefined) return ofEach;
  if (from > to) return [`--from ${from} is after --to ${to}: expected --from <= --to`];
  return ask({ from, to }).map((message) => `--from ${from} --to ${to} ${message}`);
};

/** The window of --from and --to, undefined when neither is given. @throws UsageError when they are no dates */
export const windowOfOptions = ({ from, to }: Pick<RunOptions, 'from' | 'to'>): Window | undefined => {
  if (from === undefined && to === undefined) return undefined;
  const mistakes = mistakesOfDates({ from, to }, ({ from: date }) =>
    isCalendarDate(String(date)) ? [] : ['expected a date, YYYY-MM-DD'],
  );
  if (mistakes.length > 0) throw new UsageError(mistakes);
  return windowOfDates(String(from), String(to));
};

const mistakesOfLookback = ({ from, to, lookbackHours }: RunOptions, ask: Ask, maxBackfillDays: number): string[] => {
  if (lookbackHours === undefined) return [];
  const isRight = /^\d+$/.test(lookbackHours) && ask({ lookbackHours: Number(lookbackHours) }).length === 0;
  const expectation = `expected a whole number of hours from 1 to ${maxBackfillDays * 24}`;
  return [
    ...((from ?? to) === undefined ? [] : ['--lookback-hours excludes --from and --to: give one or the other']),
    ...(isRight ? [] : [`--lookback-hours ${JSON.stringify(lookbackHours)}: ${expectation}`]),
  ];
};

/** The archive has days that are some days old: they are given. */
const mistakesOfSource = ({ from, to, lookbackHours, source, onlyMissing }: RunOptions): string[] => {
  if (source !== 'archive') return [];
  const ofMissing = onlyMissing ? [`--only-missing ${ONLY_MISSING_OF_ARCHIVE}`] : [];
  if (lookbackHours !== undefined)
    return ['--lookback-hours is for the API: give --from and --to with --source archive', ...ofMissing];
  if ((from ?? to) !== undefined) return ofMissing;
  return ['--source archive lacks the newest days: give --from and --to with it', ...ofMissing];
};

const mistakeOfCity = (city: string, known: readonly string[]): string => {
  const near = nearNames(city, known);
  const hint =
    near.length > 0 ? `did you mean ${near.join(' or ')}?` : `expected some of ${known.slice(0, 20).join(', ')}`;
  return `--city ${JSON.stringify(city)} is not a configured city: ${hint}`;
};

/**
 * Cities by their configured names, and what is wrong with the others. Words that only together make a name are one:
 * `--city Ho Chi Minh City`.
 */
export const readCities = (
  words: readonly string[],
  known: Configured['cities'],
): { cities: string[]; mistakes: string[] } => {
  const cities = new Set<string>();
  const unknown: string[] = [];
  for (let at = 0; at < words.length; ) {
    let end = words.length;
    let city = findCity(words.slice(at, end).join(' '), known);
    while (city === undefined && --end > at) city = findCity(words.slice(at, end).join(' '), known);
    if (city === undefined) unknown.push(words[at] as string);
    else cities.add(city);
    at = Math.max(end, at + 1);
  }
  const names = known.map(({ name }) => name);
  return { cities: [...cities], mistakes: unknown.map((name) => mistakeOfCity(name, names)) };
};

/**
 * The input that a person would give the state machine in the console, from the options.
 *
 * @param today UTC date, `YYYY-MM-DD`
 * @throws UsageError that lists every mistake in the options' own names
 */
export const toRunInput = (options: RunOptions, configured: Configured, today: string): RunInput => {
  const { from, to, city, lookbackHours, source, onlyMissing } = options;
  const fromArchive = source === 'archive' ? { source } : {};
  const known = configured.cities.map(({ name }) => name);
  const { maxBackfillDays } = configured;
  const schema = makeRunInputSchema({ cityNames: known, today, maxBackfillDays });
  const ask: Ask = (input) => [
    ...new Set(
      schema.safeParse({ ...input, ...(input.from && fromArchive) }).error?.issues.map(({ message }) => message),
    ),
  ];
  const { cities, mistakes: ofCities } = readCities(city ?? [], configured.cities);
  const mistakes = [
    ...mistakesOfDates(options, ask),
    ...mistakesOfLookback(options, ask, maxBackfillDays),
    ...mistakesOfSource(options),
    ...ofCities,
  ];
  if (mistakes.length > 0) throw new UsageError(mistakes);
  return {
    ...(from !== undefined && { from, to }),
    ...(lookbackHours !== undefined && { lookbackHours: Number(lookbackHours) }),
    ...(city !== undefined && { cities }),
    ...fromArchive,
    ...(onlyMissing && { onlyMissing }),
  };
};
