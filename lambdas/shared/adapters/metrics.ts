import { MetricUnit, Metrics as PowertoolsMetrics } from '@aws-lambda-powertools/metrics';
import type { MetricName } from '../domain/extraction-summary';

/** Emits counts; one call is one data point, with the dimension `city` where it is of one city and not of the run. */
export interface Metrics {
  count(name: MetricName, value: number, city?: string): void;
}

/** Embedded metric format on stdout: no API call, no permission, no latency. */
export const createPowertoolsMetrics = (): Metrics => {
  const metrics = new PowertoolsMetrics();
  return {
    count: (name, value, city) => {
      const metric = metrics.singleMetric();
      if (city !== undefined) metric.addDimension('city', city);
      metric.addMetric(name, MetricUnit.Count, value);
    },
  };
};
