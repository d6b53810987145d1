import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { MetricName } from '../../lambdas/shared/domain/extraction-summary';
import { METRICS_NAMESPACE } from '../pipeline-function';

/** Counts of a run that the Glue job prints in its last line, and the metrics that are made of them. */
export const JOB_METRICS = {
  RowsRead: '$.rows_read',
  RowsStaged: '$.rows_staged',
  RowsDuplicate: '$.rows_duplicate',
  RowsRejected: '$.rows_rejected',
} as const;

/** What the Glue job's last line says when it succeeded. */
export const JOB_SUCCEEDED_MESSAGE = 'job succeeded';

/** What the archive's job says of each city. */
export const CITY_EXTRACTED_MESSAGE = 'city extracted';

const HOUR = Duration.hours(1);

/** One count of one city. */
export const cityMetric = (metricName: MetricName, city: string): cloudwatch.Metric =>
  new cloudwatch.Metric({
    namespace: METRICS_NAMESPACE,
    metricName,
    dimensionsMap: { service: 'summarize-extraction', city },
    statistic: cloudwatch.Stats.SUM,
    period: HOUR,
    label: city,
  });

/** One count of the extraction, over all cities of a run. */
export const extractionMetric = (metricName: MetricName, label: string): cloudwatch.Metric =>
  new cloudwatch.Metric({
    namespace: METRICS_NAMESPACE,
    metricName,
    dimensionsMap: { service: 'summarize-extraction' },
    statistic: cloudwatch.Stats.MAXIMUM,
    period: HOUR,
    label,
  });

/** Makes metrics of the Glue job's counts: its output is read, so the job needs no permission and no call. */
export const createJobMetrics = (scope: Construct, outputLog: logs.ILogGroup): void => {
  for (const [metricName, metricValue] of Object.entries(JOB_METRICS)) {
    new logs.MetricFilter(scope, `${metricName}Filter`, {
      logGroup: outputLog,
      filterPattern: logs.FilterPattern.stringValue('$.message', '=', JOB_SUCCEEDED_MESSAGE),
      metricNamespace: METRICS_NAMESPACE,
      metricName,
      metricValue,
    });
  }
};

/** One count of the Glue job, over all cities. */
export const jobMetric = (metricName: keyof typeof JOB_METRICS): cloudwatch.Metric =>
  new cloudwatch.Metric({
    namespace: METRICS_NAMESPACE,
    metricName,
    statistic: cloudwatch.Stats.SUM,
    period: HOUR,
    label: metricName,
  });

/** A metric of the cluster. */
export const clusterMetric = (metricName: string, clusterIdentifier: string): cloudwatch.Metric =>
  new cloudwatch.Metric({
    namespace: 'AWS/Redshift',
    metricName,
    dimensionsMap: { ClusterIdentifier: clusterIdentifier },
    statistic: cloudwatch.Stats.AVERAGE,
    period: Duration.minutes(5),
  });
