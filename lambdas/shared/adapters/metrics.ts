import { MetricUnit, Metrics as PowertoolsMetrics } from '@aws-lambda-powertools/metrics';

/** The metrics that the handlers emit, in namespace OpenAqPipeline; alarms and dashboard read the same constant. */
export const METRIC_NAMES = {
  rowsExtracted: 'RowsExtracted',
  requests: 'Requests',
  valuesNulled: 'ValuesNulled',
  rateLimitHits: 'RateLimitHits',
} as const;

export type MetricName = (typeof METRIC_NAMES)[keyof typeof METRIC_NAMES];

/** Emits counts; one call is one data point with the dimension `city`. */
export interface Metrics {
  count(name: MetricName, value: number, city: string): void;
}

/** Embedded metric format on stdout: no API call, no permission, no latency. */
export const createPowertoolsMetrics = (): Metrics => {
  const metrics = new PowertoolsMetrics();
  return {
    count: (name, value, city) => {
      metrics.singleMetric().addDimension('city', city).addMetric(name, MetricUnit.Count, value);
    },
  };
};
