import type { Extraction } from './extraction';
import { rangeOf } from './window';

const NUMBERS = [
  'rows',
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
export type ExtractionCounts = Record<(typeof NUMBERS)[number] | 'valuesNulled', number>;

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

/** Why a city has given no value in the whole window; undefined when it has. A city is silent while others speak. */
const whyWithoutData = (items: readonly Extraction[]): string | undefined => {
  if (items.every(({ locations }) => locations === 0)) return 'no station';
  const { values, gaps, valuesNulled } = total(items);
  return values === gaps + valuesNulled ? 'no data' : undefined;
};

const citiesWithoutData = (items: readonly Extraction[]): string =>
  [...new Set(items.map(({ city }) => city))]
    .flatMap((city) => {
      const reason = whyWithoutData(items.filter((item) => item.city === city));
      return reason === undefined ? [] : [`${city} (${reason})`];
    })
    .join(',');

/**
 * The first city for which OpenAQ listed stations in one window and none in another, in words; undefined when there is
 * none. The box is the same for every window, so an empty list beside a full one is no answer.
 */
export const contradictionIn = (items: readonly Extraction[]): string | undefined => {
  const empty = items.find(
    ({ city, locations }) => locations === 0 && items.some((other) => other.city === city && other.locations > 0),
  );
  if (empty === undefined) return undefined;
  const { city, window } = empty;
  const full = items.find((other) => other.city === city && other.locations > 0);
  return `OpenAQ listed no station of ${city} when it was asked for ${rangeOf(window)}, and ${full?.locations} for another window of the same run`;
};

/** Adds up the work items of a run. */
export const summarizeExtraction = (items: readonly Extraction[]): ExtractionSummary => ({
  ...total(items),
  citiesWithoutData: citiesWithoutData(items),
  cities: Object.fromEntries(
    [...new Set(items.map(({ city }) => city))].map((city) => [
      city,
      total(items.filter((item) => item.city === city)),
    ]),
  ),
});
