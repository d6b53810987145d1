import type { Extraction } from './extraction';
import { rangeOf } from './window';

/** Counts that summarize-extraction emits, by city but for the last: the cities of a run without a station or without data. */
export type MetricName = 'RowsExtracted' | 'Requests' | 'ValuesNulled' | 'RateLimitHits' | 'CitiesWithoutData';

const NUMBERS = [
  'rows',
  'keptRows',
  'keptDays',
  'values',
  'gaps',
  'unitChanges',
  'changedNames',
  'requests',
  'objects',
  'sensors',
  'flaggedValues',
  'shadowedValues',
  'rateLimitHits',
] as const;

/** Counts of one city or of the whole run. */
type ExtractionCounts = Record<(typeof NUMBERS)[number] | 'valuesNulled', number>;

/** What was extracted, in all and by city. */
export interface ExtractionSummary extends ExtractionCounts {
  /** Cities that gave nothing, with the reason, joined by commas: `Hue (no station),Vinh (no data)`; empty when each gave some. */
  readonly citiesWithoutData: string;
  readonly cities: Readonly<Record<string, ExtractionCounts>>;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

const total = (items: readonly Extraction[]): ExtractionCounts => ({
  ...(Object.fromEntries(NUMBERS.map((name) => [name, sum(items.map((item) => item[name]))])) as Record<
    (typeof NUMBERS)[number],
    number
  >),
  valuesNulled: sum(items.flatMap((item) => Object.values(item.nulledValues))),
});

/** Each city with its work items, in the order in which they come. */
const byCity = (items: readonly Extraction[]) =>
  [...new Set(items.map(({ city }) => city))].map(
    (city) => [city, items.filter((item) => item.city === city)] as const,
  );

/**
 * Why a city has given no value in the whole window; undefined when it has, or when rows of it are kept. A city is silent
 * while others speak.
 */
const whyWithoutData = (items: readonly Extraction[]): string | undefined => {
  if (sum(items.map(({ locations }) => locations)) === 0) return 'no station';
  const { keptRows, values, gaps, valuesNulled } = total(items);
  return keptRows === 0 && values === gaps + valuesNulled ? 'no data' : undefined;
};

/**
 * The first city for which OpenAQ listed stations in one window and none in another, in words; undefined when there is
 * none. The box is the same for every window, so an empty list beside a full one is no answer.
 */
export const contradictionIn = (items: readonly Extraction[]): string | undefined => {
  for (const [city, ofCity] of byCity(items)) {
    const empty = ofCity.find(({ locations }) => locations === 0);
    const full = ofCity.find(({ locations }) => locations > 0);
    if (empty === undefined || full === undefined) continue;
    return `OpenAQ listed no station of ${city} when it was asked for ${rangeOf(empty.window)}, and ${full.locations} for another window of the same run`;
  }
  return undefined;
};

/** Adds up the work items of a run. */
export const summarizeExtraction = (items: readonly Extraction[]): ExtractionSummary => {
  const cities = byCity(items);
  const silent = cities.map(([city, ofCity]) => [city, whyWithoutData(ofCity)]).filter(([, reason]) => reason);
  return {
    ...total(items),
    citiesWithoutData: silent.map(([city, reason]) => `${city} (${reason})`).join(','),
    cities: Object.fromEntries(cities.map(([city, ofCity]) => [city, total(ofCity)])),
  };
};
