/** Pollutants as people write them. */
export const NAMES: Readonly<Record<string, string>> = {
  pm25: 'PM₂.₅',
  pm10: 'PM₁₀',
  o3: 'Ozone (O₃)',
  no2: 'Nitrogen dioxide (NO₂)',
  so2: 'Sulphur dioxide (SO₂)',
  co: 'Carbon monoxide (CO)',
};

/** By their most decimals. To make one takes longer than to write a hundred numbers. */
const FORMATS = new Map<number, Intl.NumberFormat>();

const formatOf = (digits: number): Intl.NumberFormat => {
  const format = FORMATS.get(digits) ?? new Intl.NumberFormat('en', { maximumFractionDigits: digits });
  FORMATS.set(digits, format);
  return format;
};

/** A number with at most so many decimals; a dash where there is none. */
export const decimal = (value: number | null, digits: number): string =>
  value === null ? '–' : formatOf(digits).format(value);

/** `2018-12-05 07:00`, in UTC. */
export const hourLabel = (at: Date): string => at.toISOString().slice(0, 16).replace('T', ' ');

/** A reason as it stands in the warehouse, as words. */
export const asWords = (code: string): string => code.replaceAll('_', ' ');

/** What a station is, by OpenAQ's `isMonitor`. */
export const stationKind = (isMonitor: boolean | null): string =>
  isMonitor === null ? 'kind unknown' : isMonitor ? 'regulatory' : 'low-cost';

/** `1 row`, `2 rows`. */
export const counted = (count: number, noun: string): string => `${decimal(count, 0)} ${noun}${count === 1 ? '' : 's'}`;

/** Each value once, in the order of its first occurrence. */
export const unique = <Value>(values: readonly Value[]): Value[] => [...new Set(values)];

/** Names as a sentence lists them; a number in place of many. */
export const listed = (names: readonly string[]): string =>
  names.length > 3 ? `${names.length} cities` : names.join(' and ');

/** A word with a capital letter. */
export const asTitle = (word: string): string => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;

/** Pollutants once each, those first that people ask for first. */
export const inOrder = (pollutants: readonly string[]): string[] => {
  const place = (pollutant: string): number => {
    const at = Object.keys(NAMES).indexOf(pollutant);
    return at < 0 ? Number.POSITIVE_INFINITY : at;
  };
  return unique(pollutants).sort((one, other) => (place(one) < place(other) ? -1 : 1));
};
