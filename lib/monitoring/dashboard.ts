import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { MetricName } from '../../lambdas/shared/domain/extraction-summary';
import {
  CITY_EXTRACTED_MESSAGE,
  cityMetric,
  clusterMetric,
  extractionMetric,
  JOB_SUCCEEDED_MESSAGE,
  jobMetric,
} from './metrics';
import type { MonitoringProps } from './props';

export interface DashboardProps extends MonitoringProps {
  readonly alarms: readonly cloudwatch.Alarm[];
}

const HALF = 12;
const FULL = 24;
const DAY = Duration.days(1);

/** One page: alarms, runs, freshness, rows by city, and what costs money. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    const { configuration } = props;
    const byCity = (title: string, metric: MetricName) =>
      graph(
        title,
        configuration.cities.map(({ name }) => cityMetric(metric, name)),
      );
    new cloudwatch.Dashboard(this, 'Dashboard', {
      dashboardName: configuration.name,
      defaultInterval: Duration.days(14),
      widgets: [
        [
          new cloudwatch.AlarmStatusWidget({ title: 'Alarms', width: HALF, alarms: [...props.alarms] }),
          runsWidget(props),
        ],
        [freshnessWidget(props), outcomesWidget()],
        [withoutDataWidget(), archiveWidget(props)],
        [
          byCity('Rows extracted, by city', 'RowsExtracted'),
          byCity('Values that became null, by city', 'ValuesNulled'),
        ],
        [byCity('Requests to OpenAQ, by city', 'Requests'), byCity('Answers 429, by city', 'RateLimitHits')],
        [new cloudwatch.TextWidget({ markdown: '## Cost drivers (docs/cost.md)', width: FULL, height: 1 })],
        [warehouseWidget(props), computeWidget(props)],
      ],
    });
  }
}

const graph = (title: string, left: cloudwatch.IMetric[]): cloudwatch.GraphWidget =>
  new cloudwatch.GraphWidget({ title, width: HALF, left, period: DAY, statistic: cloudwatch.Stats.SUM });

const runsWidget = ({ workflow: { stateMachine } }: DashboardProps): cloudwatch.GraphWidget =>
  new cloudwatch.GraphWidget({
    title: 'Runs, and how long they took',
    width: HALF,
    left: [
      stateMachine.metricSucceeded({ period: DAY, label: 'succeeded', color: cloudwatch.Color.GREEN }),
      stateMachine.metricFailed({ period: DAY, label: 'failed', color: cloudwatch.Color.RED }),
      stateMachine.metricTimedOut({ period: DAY, label: 'timed out', color: cloudwatch.Color.ORANGE }),
      stateMachine.metricAborted({ period: DAY, label: 'aborted', color: cloudwatch.Color.GREY }),
    ],
    right: [stateMachine.metricTime({ period: DAY, statistic: cloudwatch.Stats.MAXIMUM, label: 'longest, ms' })],
  });

/** The newest transforms: the top line's time is how fresh the warehouse is. */
const freshnessWidget = ({ transformJob }: DashboardProps): cloudwatch.LogQueryWidget =>
  new cloudwatch.LogQueryWidget({
    title: 'Freshness: the newest transforms',
    width: HALF,
    height: 6,
    logGroupNames: [transformJob.outputLog.logGroupName],
    queryLines: [
      'fields @timestamp, run_id, rows_read, rows_staged, rows_duplicate, rows_rejected',
      `filter message = "${JOB_SUCCEEDED_MESSAGE}"`,
      'sort @timestamp desc',
      'limit 10',
    ],
  });

const outcomesWidget = (): cloudwatch.GraphWidget =>
  graph('What became of the rows', [jobMetric('RowsStaged'), jobMetric('RowsDuplicate'), jobMetric('RowsRejected')]);

/** Most cities without data in one run of a day: above zero, the extraction's log and `load_audit` name them. */
const withoutDataWidget = (): cloudwatch.GraphWidget =>
  new cloudwatch.GraphWidget({
    title: 'Cities without a station or without data',
    width: HALF,
    height: 6,
    left: [extractionMetric('CitiesWithoutData', 'cities')],
    period: DAY,
    statistic: cloudwatch.Stats.MAXIMUM,
  });

/** What the newest runs of the archive's job wrote, a line for each city. */
const archiveWidget = ({ archiveJob }: DashboardProps): cloudwatch.LogQueryWidget =>
  new cloudwatch.LogQueryWidget({
    title: "Newest days from OpenAQ's archive",
    width: HALF,
    height: 6,
    logGroupNames: [archiveJob.outputLog.logGroupName],
    queryLines: [
      'fields @timestamp, run_id, city, rows, objects, files.read, lines.measured',
      `filter message = "${CITY_EXTRACTED_MESSAGE}"`,
      'sort @timestamp desc',
      'limit 10',
    ],
  });

const warehouseWidget = ({ warehouse }: DashboardProps): cloudwatch.IWidget =>
  warehouse.clusterIdentifier === undefined
    ? new cloudwatch.TextWidget({
        markdown: 'Redshift Serverless bills by RPU-second: see ComputeSeconds in namespace AWS/Redshift-Serverless.',
        width: HALF,
        height: 6,
      })
    : new cloudwatch.GraphWidget({
        title: 'Redshift: CPU and disk in percent (billed by the hour, busy or not)',
        width: HALF,
        left: ['CPUUtilization', 'PercentageDiskSpaceUsed'].map((name) =>
          clusterMetric(name, warehouse.clusterIdentifier ?? ''),
        ),
      });

const computeWidget = ({ extraction }: DashboardProps): cloudwatch.GraphWidget =>
  new cloudwatch.GraphWidget({
    title: 'Lambda: milliseconds by day',
    width: HALF,
    left: [extraction.planRun, extraction.extract, extraction.summarizeExtraction].map((handler) =>
      handler.metricDuration({ period: DAY, statistic: cloudwatch.Stats.SUM }),
    ),
  });
