/** Counts that summarize-extraction emits, by city but for the last: the cities of a run without a station or without data. */
export type MetricName = 'RowsExtracted' | 'Requests' | 'ValuesNulled' | 'RateLimitHits' | 'CitiesWithoutData';
