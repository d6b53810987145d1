import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { Configuration } from '../configuration';
import type { Warehouse } from '../warehouse';
import { AlarmSet } from './alarm-set';
import { Budget } from './budget';
import { Dashboard } from './dashboard';
import { cityMetric, clusterMetric, createJobMetrics, extractionMetric, jobMetric } from './metrics';
import type { MonitoringProps } from './props';
import { RunEvents } from './run-events';

const { GREATER_THAN_THRESHOLD, GREATER_THAN_OR_EQUAL_TO_THRESHOLD, LESS_THAN_THRESHOLD } =
  cloudwatch.ComparisonOperator;

/** A day and two hours for a run that starts late or takes long. */
const HOURS_WITHOUT_SUCCESS = 26;

/** CloudWatch takes at most 10 metrics into the expression of an alarm. */
const METRICS_IN_EXPRESSION = 10;

/** Alarms, the rule on failed runs, the dashboard and the budget. */
export class Monitoring extends Construct {
  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    const { configuration, alerts, workflow } = props;
    const { runbookUrl, monthlyBudgetUsd } = configuration.alerts;
    createJobMetrics(this, props.transformJob.outputLog);
    const alarms = new AlarmSet(this, runbookUrl, alerts.topic);
    addRunAlarms(alarms, props);
    addDataAlarms(alarms, configuration);
    addWarehouseAlarms(alarms, props.warehouse);
    const pauseMachine = workflow.pauseAfterRun?.stateMachine;
    new RunEvents(this, 'RunEvents', {
      configuration,
      stateMachine: workflow.stateMachine,
      ...(pauseMachine && { pauseMachine }),
      alerts,
      alarms,
    });
    new Dashboard(this, 'Dashboard', { ...props, alarms: alarms.alarms });
    if (monthlyBudgetUsd !== undefined) {
      new Budget(this, 'Budget', { name: configuration.name, monthlyBudgetUsd, topic: alerts.topic });
    }
  }
}

const addRunAlarms = (alarms: AlarmSet, { configuration, extraction, workflow, schedule }: MonitoringProps): void => {
  if (configuration.schedule.enabled) {
    alarms.add('NoSuccessfulRun', {
      meaning: `No run succeeded in ${HOURS_WITHOUT_SUCCESS} hours, so dashboards show old data`,
      runbookSection: 'no-run-succeeded',
      metric: workflow.stateMachine.metricSucceeded({ period: Duration.hours(1), statistic: cloudwatch.Stats.SUM }),
      threshold: 1,
      comparison: LESS_THAN_THRESHOLD,
      periods: HOURS_WITHOUT_SUCCESS,
      missing: cloudwatch.TreatMissingData.BREACHING,
    });
  }
  for (const [name, handler] of Object.entries({
    PlanRun: extraction.planRun,
    Extract: extraction.extract,
    SummarizeExtraction: extraction.summarizeExtraction,
  })) {
    alarms.add(`${name}Errors`, {
      meaning: `The Lambda function ${name} failed three times in an hour, as often as one work item is tried`,
      runbookSection: 'a-lambda-function-fails',
      metric: handler.metricErrors({ period: Duration.hours(1), statistic: cloudwatch.Stats.SUM }),
      threshold: 3,
      comparison: GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    });
  }
  alarms.add('RunNotStarted', {
    meaning: 'The scheduler could not start a daily run; its start is in the dead-letter queue',
    runbookSection: 'a-run-was-not-started',
    metric: schedule.deadLetterQueue.metricApproximateNumberOfMessagesVisible({ statistic: cloudwatch.Stats.MAXIMUM }),
    threshold: 0,
    comparison: GREATER_THAN_THRESHOLD,
  });
};

const addDataAlarms = (alarms: AlarmSet, { alerts, cities }: Configuration): void => {
  alarms.add('NoRows', {
    meaning: 'A run found no rows at all in its window',
    runbookSection: 'a-run-found-no-rows',
    metric: jobMetric('RowsRead'),
    threshold: 1,
    comparison: LESS_THAN_THRESHOLD,
  });
  alarms.add('CitiesWithoutData', {
    meaning: 'A run found no station or no data for a configured city; the run succeeded with the others',
    runbookSection: 'a-city-has-no-data',
    metric: extractionMetric('CitiesWithoutData', 'cities without data'),
    threshold: 1,
    comparison: GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
  });
  alarms.add('RowsRejected', {
    meaning: `The transform rejected more than ${alerts.maxRejectedPercent} % of the rows`,
    runbookSection: 'rows-are-rejected',
    metric: new cloudwatch.MathExpression({
      expression: 'IF(read > 0, 100 * rejected / read, 0)',
      usingMetrics: { read: jobMetric('RowsRead'), rejected: jobMetric('RowsRejected') },
      period: Duration.hours(1),
      label: 'rejected rows in percent',
    }),
    threshold: alerts.maxRejectedPercent,
    comparison: GREATER_THAN_THRESHOLD,
  });
  for (let first = 0; first < cities.length; first += METRICS_IN_EXPRESSION) {
    const some = cities.slice(first, first + METRICS_IN_EXPRESSION);
    const metrics = Object.fromEntries(some.map(({ name }, index) => [`m${index}`, cityMetric('RateLimitHits', name)]));
    alarms.add(`RateLimitHits${first === 0 ? '' : first}`, {
      meaning: `OpenAQ refused more than ${alerts.maxRateLimitHits} requests in an hour, because the key is over its limit`,
      runbookSection: 'openaq-limits-the-rate',
      metric: new cloudwatch.MathExpression({
        expression: Object.keys(metrics).join(' + '),
        usingMetrics: metrics,
        period: Duration.hours(1),
        label: 'answers 429',
      }),
      threshold: alerts.maxRateLimitHits,
      comparison: GREATER_THAN_THRESHOLD,
    });
  }
};

const addWarehouseAlarms = (alarms: AlarmSet, { clusterIdentifier }: Warehouse): void => {
  if (clusterIdentifier === undefined) return;
  alarms.add('WarehouseUnhealthy', {
    meaning: 'The Redshift cluster has been unhealthy for 15 minutes',
    runbookSection: 'the-warehouse-is-unhealthy',
    metric: clusterMetric('HealthStatus', clusterIdentifier),
    threshold: 1,
    comparison: LESS_THAN_THRESHOLD,
    periods: 3,
  });
  alarms.add('WarehouseDiskFull', {
    meaning: 'The Redshift cluster has used more than 80 % of its disk',
    runbookSection: 'the-warehouses-disk-fills',
    metric: clusterMetric('PercentageDiskSpaceUsed', clusterIdentifier),
    threshold: 80,
    comparison: GREATER_THAN_THRESHOLD,
    periods: 3,
  });
};
