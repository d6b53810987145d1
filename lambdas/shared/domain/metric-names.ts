/** Counts by city that summarize-extraction emits; alarms and dashboard read the same names. */
export const METRIC_NAMES = {
  rowsExtracted: 'RowsExtracted',
  requests: 'Requests',
  valuesNulled: 'ValuesNulled',
  rateLimitHits: 'RateLimitHits',
  /** Cities of a run without a station or without data. */
  citiesWithoutData: 'CitiesWithoutData',
} as const;

export type MetricName = (typeof METRIC_NAMES)[keyof typeof METRIC_NAMES];
