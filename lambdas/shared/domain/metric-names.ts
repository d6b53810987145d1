/** Counts by city that summarize-extraction emits; alarms and dashboard read the same names. */
export const METRIC_NAMES = {
  rowsExtracted: 'RowsExtracted',
  requests: 'Requests',
  valuesNulled: 'ValuesNulled',
  rateLimitHits: 'RateLimitHits',
} as const;

export type MetricName = (typeof METRIC_NAMES)[keyof typeof METRIC_NAMES];
