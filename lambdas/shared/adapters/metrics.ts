import { MetricUnit, Metrics as PowertoolsMetrics } from '@aws-lambda-powertools/metrics';
import type { MetricName } from '../domain/metric-names';

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
