import { makeRunInputSchema, type RunInput } from '../../lambdas/shared/domain/run-input';
import { isCalendarDate } from '../../lambdas/shared/domain/window';
import type { Configured } from '../workflow/configured';
import { findCity, nearCities } from './city-names';

/** The options of `openaq local` that choose what a run reads, as a person typed them. */
export interface RunOptions {
  readonly from?: string;
  readonly to?: string;
  readonly city?: readonly string[];
  readonly lookbackHours?: string;
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

type Schema = ReturnType<typeof makeRunInputSchema>;

/** Each date by itself, by the workflow's own rules: as a range of one day. */
const mistakesOfDate = (option: string, date: string | undefined, schema: Schema): string[] => {
  if (date === undefined) return [];
  const { error } = schema.safeParse({ from: date, to: date });
  return [...new Set(error?.issues.map(({ message }) => message))].map(
    (message) => `${option} ${JSON.stringify(date)}: ${message}`,
  );
};

/** What is wrong with the dates together. The workflow's rules for a range are asked only when each date is right by itself. */
const mistakesOfRange = ({ from, to }: RunOptions, schema: Schema, areRight: boolean): string[] => {
  if (from === undefined || to === undefined || ![from, to].every(isCalendarDate)) return [];
  if (from > to) return [`--from ${from} is after --to ${to}: expected --from <= --to`];
  const { error } = areRight ? schema.safeParse({ from, to }) : {};
  return error === undefined ? [] : [`--from ${from} --to ${to} ${error.issues[0]?.message}`];
};

const mistakesOfTogether = ({ from, to, lookbackHours }: RunOptions): string[] => [
  ...(from !== undefined && to === undefined ? ['--to is missing: --from and --to are given together'] : []),
  ...(from === undefined && to !== undefined ? ['--from is missing: --from and --to are given together'] : []),
  ...(lookbackHours !== undefined && (from ?? to) !== undefined
    ? ['--lookback-hours excludes --from and --to: give one or the other']
    : []),
];

const mistakesOfLookback = ({ lookbackHours }: RunOptions, schema: Schema, maxBackfillDays: number): string[] => {
  if (lookbackHours === undefined) return [];
  const isRight = /^\d+$/.test(lookbackHours) && schema.safeParse({ lookbackHours: Number(lookbackHours) }).success;
  const expectation = `expected a whole number of hours from 1 to ${maxBackfillDays * 24}`;
  return isRight ? [] : [`--lookback-hours ${JSON.stringify(lookbackHours)}: ${expectation}`];
};

/** Cities by their configured names. Words that only together make a name are one: `--city Ho Chi Minh City`. */
const readCities = (words: readonly string[], known: readonly string[]): { cities: string[]; unknown: string[] } => {
  const cities = new Set<string>();
  const unknown: string[] = [];
  for (let at = 0; at < words.length; ) {
    const length = Array.from({ length: words.length - at }, (_, index) => words.length - at - index).find(
      (count) => findCity(words.slice(at, at + count).join(' '), known) !== undefined,
    );
    const city = length === undefined ? undefined : findCity(words.slice(at, at + length).join(' '), known);
    if (city === undefined) unknown.push(words[at] as string);
    else cities.add(city);
    at += length ?? 1;
  }
  return { cities: [...cities], unknown };
};

const mistakeOfCity = (city: string, known: readonly string[]): string => {
  const near = nearCities(city, known);
  const hint =
    near.length > 0 ? `did you mean ${near.join(' or ')}?` : `expected some of ${known.slice(0, 20).join(', ')}`;
  return `--city ${JSON.stringify(city)} is not a configured city: ${hint}`;
};

/**
 * The input that a person would give the state machine in the console, from the options.
 *
 * @param today UTC date, `YYYY-MM-DD`
 * @throws UsageError that lists every mistake in the options' own names
 */
export const toRunInput = (options: RunOptions, configured: Configured, today: string): RunInput => {
  const { from, to, city, lookbackHours } = options;
  const known = configured.cities.map(({ name }) => name);
  const { maxBackfillDays } = configured;
  const schema = makeRunInputSchema({ cityNames: known, today, maxBackfillDays });
  const { cities, unknown } = readCities(city ?? [], known);
  const ofDates = [...mistakesOfDate('--from', from, schema), ...mistakesOfDate('--to', to, schema)];
  const mistakes = [
    ...ofDates,
    ...mistakesOfRange(options, schema, ofDates.length === 0),
    ...mistakesOfTogether(options),
    ...mistakesOfLookback(options, schema, maxBackfillDays),
    ...unknown.map((name) => mistakeOfCity(name, known)),
  ];
  if (mistakes.length > 0) throw new UsageError(mistakes);
  return {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(lookbackHours === undefined ? {} : { lookbackHours: Number(lookbackHours) }),
    ...(city === undefined ? {} : { cities: cities as [string, ...string[]] }),
  };
};
