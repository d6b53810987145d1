import type { Extraction } from '../schemas/extraction';

const NUMBERS = [
  'rows',
  'values',
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

/** Adds up the work items of a run. */
export const summarizeExtraction = (items: readonly Extraction[]): ExtractionSummary => ({
  ...total(items),
  cities: Object.fromEntries(
    [...new Set(items.map(({ city }) => city))].map((city) => [
      city,
      total(items.filter((item) => item.city === city)),
    ]),
  ),
});
