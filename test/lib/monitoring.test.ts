import { Match } from 'aws-cdk-lib/assertions';
import { createPowertoolsMetrics } from '../../lambdas/shared/adapters/metrics';
import { JOB_METRICS } from '../../lib/monitoring/metrics';
import { CONFIGURATIONS } from '../support/configurations';
import { onlyResource, type TemplateResource, templateOf } from '../support/pipeline-template';

type Properties = TemplateResource['Properties'];

const alarmsOf = (openaq: object = {}): Record<string, Properties> =>
  Object.fromEntries(
    Object.entries(templateOf(openaq).findResources('AWS::CloudWatch::Alarm')).map(([logicalId, { Properties }]) => [
      logicalId.replace(/^Monitoring/, '').replace(/[0-9A-F]{8}$/, ''),
      Properties,
    ]),
  );

const template = templateOf();
const alarms = alarmsOf();

describe('the alarms', () => {
  it('are these', () => {
    expect(Object.keys(alarms).sort()).toEqual([
      'CitiesWithoutData',
      'ExtractErrors',
      'FailureUntold',
      'NoRows',
      'NoSuccessfulRun',
      'PlanRunErrors',
      'RateLimitHits',
      'RowsRejected',
      'RunNotStarted',
      'SummarizeExtractionErrors',
      'WarehouseDiskFull',
      'WarehouseUnhealthy',
    ]);
  });

  it('all write to the topic of alerts', () => {
    for (const { AlarmActions } of Object.values(alarms)) {
      expect(AlarmActions).toEqual([{ Ref: expect.stringMatching(/^AlertsTopic/) }]);
    }
  });

  it('go off after 26 hours without a run that succeeded, also when there was none at all', () => {
    expect(alarms['NoSuccessfulRun']).toMatchObject({
      Namespace: 'AWS/States',
      MetricName: 'ExecutionsSucceeded',
      Period: 3600,
      EvaluationPeriods: 26,
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
    });
  });

  it('go off when a run read nothing, and not when there was no run', () => {
    expect(alarms['NoRows']).toMatchObject({
      Metrics: [{ MetricStat: { Metric: { Namespace: 'OpenAqPipeline', MetricName: 'RowsRead' }, Stat: 'Sum' } }],
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'notBreaching',
    });
  });

  it('go off when a city has no station or no data, beside others that have', () => {
    expect(alarms['CitiesWithoutData']).toMatchObject({
      Metrics: [
        {
          MetricStat: {
            Metric: {
              Namespace: 'OpenAqPipeline',
              MetricName: 'CitiesWithoutData',
              Dimensions: [{ Name: 'service', Value: 'summarize-extraction' }],
            },
            Stat: 'Maximum',
          },
        },
      ],
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
      AlarmDescription: expect.stringMatching(/#a-city-has-no-data$/),
    });
  });

  it('compare rejected with read rows, and let a run without rows be', () => {
    expect(alarms['RowsRejected']).toMatchObject({
      Threshold: 5,
      Metrics: expect.arrayContaining([
        expect.objectContaining({ Expression: 'IF(read > 0, 100 * rejected / read, 0)' }),
      ]),
    });
    expect(alarmsOf({ alerts: { maxRejectedPercent: 20 } })['RowsRejected']).toMatchObject({ Threshold: 20 });
  });

  it('add up refused requests over all cities, at most ten in one alarm', () => {
    const cities = Array.from({ length: 12 }, (_, index) => ({
      name: `City ${index}`,
      country: 'VN',
      boundingBox: [10 * index, 20, 10 * index + 1, 21],
    }));
    const many = alarmsOf({ cities, maxBackfillDays: 31, alerts: { maxRateLimitHits: 7 } });

    expect(alarms['RateLimitHits']).toMatchObject({
      Metrics: expect.arrayContaining([expect.objectContaining({ Expression: 'm0 + m1' })]),
    });
    expect(many['RateLimitHits']?.['Metrics']).toHaveLength(11);
    expect(many['RateLimitHits10']).toMatchObject({
      Threshold: 7,
      Metrics: expect.arrayContaining([expect.objectContaining({ Expression: 'm0 + m1' })]),
    });
  });

  it('watch a cluster and not Redshift Serverless, which has no nodes', () => {
    expect(alarms['WarehouseUnhealthy']).toMatchObject({
      Namespace: 'AWS/Redshift',
      MetricName: 'HealthStatus',
      Dimensions: [{ Name: 'ClusterIdentifier', Value: { Ref: expect.stringMatching(/^WarehouseCluster/) } }],
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
    });
    expect(alarms['WarehouseDiskFull']).toMatchObject({ MetricName: 'PercentageDiskSpaceUsed', Threshold: 80 });
    expect(Object.keys(alarmsOf(CONFIGURATIONS['serverless'])).filter((name) => name.startsWith('Warehouse'))).toEqual(
      [],
    );
  });

  it('do not miss a daily run that was switched off', () => {
    expect(alarmsOf({ schedule: { enabled: false } })).not.toHaveProperty('NoSuccessfulRun');
  });
});

describe('the metrics', () => {
  it('have the dimensions that the function gives them', () => {
    const printed = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    const environment = { ...process.env };
    Object.assign(process.env, {
      POWERTOOLS_METRICS_NAMESPACE: 'OpenAqPipeline',
      POWERTOOLS_SERVICE_NAME: 'summarize-extraction',
    });
    createPowertoolsMetrics().count('RateLimitHits', 3, 'Hanoi');
    const emitted = JSON.parse(printed.mock.calls[0]?.[0] as string);
    process.env = environment;
    printed.mockRestore();

    const [{ Namespace, Dimensions }] = emitted._aws.CloudWatchMetrics;
    const metrics = alarms['RateLimitHits']?.['Metrics'] as { MetricStat?: { Metric: object } }[];
    expect(metrics.map(({ MetricStat }) => MetricStat?.Metric)).toContainEqual({
      Namespace,
      MetricName: 'RateLimitHits',
      Dimensions: [...Dimensions[0]].sort().map((Name: string) => ({ Name, Value: emitted[Name] })),
    });
  });

  it('of the Glue job are read from its last line of output', () => {
    for (const [MetricName, MetricValue] of Object.entries(JOB_METRICS)) {
      template.hasResourceProperties('AWS::Logs::MetricFilter', {
        LogGroupName: { Ref: Match.stringLikeRegexp('^TransformJoboutputLog') },
        FilterPattern: '{ $.message = "job succeeded" }',
        MetricTransformations: [Match.objectLike({ MetricNamespace: 'OpenAqPipeline', MetricName, MetricValue })],
      });
    }
  });
});

describe('the rule on failed runs', () => {
  const FAILED = {
    source: ['aws.states'],
    'detail-type': ['Step Functions Execution Status Change'],
    detail: {
      stateMachineArn: [{ Ref: Match.stringLikeRegexp('^WorkflowStateMachine') }],
      status: ['FAILED', 'TIMED_OUT', 'ABORTED'],
    },
  };

  it('has the function tell once of every end but success, and keeps what cannot be told', () => {
    template.resourceCountIs('AWS::Events::Rule', 1);
    template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: FAILED,
      Targets: [
        Match.objectLike({
          Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^MonitoringRunEventsTellFailure'), 'Arn'] },
          DeadLetterConfig: { Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^MonitoringRunEventsUntold'), 'Arn'] } },
          RetryPolicy: { MaximumEventAgeInSeconds: 7200, MaximumRetryAttempts: 8 },
        }),
      ],
    });
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: Match.objectLike({ POWERTOOLS_SERVICE_NAME: 'tell-failure' }) },
      DeadLetterConfig: { TargetArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^MonitoringRunEventsUntold'), 'Arn'] } },
      // Never out of slots: nothing is reserved, and nothing takes what is.
      ReservedConcurrentExecutions: Match.absent(),
    });
  });

  it('raises an alarm when an event is left over', () => {
    expect(alarms['FailureUntold']).toMatchObject({
      Namespace: 'AWS/SQS',
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Threshold: 0,
      ComparisonOperator: 'GreaterThanThreshold',
    });
  });
});

describe('the rule that pauses the cluster', () => {
  const paused = templateOf(CONFIGURATIONS['paused between runs']);

  it('starts at every end of a run, success and abortion too', () => {
    paused.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: { detail: Match.objectLike({ status: ['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'] }) },
      Targets: [Match.objectLike({ Arn: { Ref: Match.stringLikeRegexp('^WorkflowPauseAfterRunStateMachine') } })],
    });
  });

  it('raises an alarm when the cluster could not be paused', () => {
    expect(alarmsOf(CONFIGURATIONS['paused between runs'])['ClusterNotPaused']).toMatchObject({
      Namespace: 'AWS/States',
      MetricName: 'ExecutionsFailed',
      Threshold: 0,
    });
  });
});

describe('the dashboard', () => {
  const bodyOf = (openaq: object = {}) =>
    JSON.stringify(onlyResource(templateOf(openaq), 'AWS::CloudWatch::Dashboard').Properties['DashboardBody']);

  it('shows alarms, runs, freshness, rows by city and cost drivers', () => {
    for (const title of [
      'Alarms',
      'Runs, and how long',
      'Freshness',
      'Rows extracted, by city',
      'Cities without a station',
      'Cost drivers',
    ]) {
      expect(bodyOf()).toContain(title);
    }
    for (const city of ['Hanoi', 'Ho Chi Minh City']) expect(bodyOf()).toContain(city);
  });

  it('says where to look with Redshift Serverless', () => {
    expect(bodyOf(CONFIGURATIONS['serverless'])).toContain('ComputeSeconds');
  });
});

describe('the budget', () => {
  it('is there when asked for, and warns the topic', () => {
    template.resourceCountIs('AWS::Budgets::Budget', 0);
    templateOf({ alerts: { monthlyBudgetUsd: 600 } }).hasResourceProperties('AWS::Budgets::Budget', {
      Budget: { BudgetLimit: { Amount: 600, Unit: 'USD' }, TimeUnit: 'MONTHLY' },
      NotificationsWithSubscribers: [
        Match.objectLike({ Notification: Match.objectLike({ NotificationType: 'ACTUAL', Threshold: 80 }) }),
        Match.objectLike({ Notification: Match.objectLike({ NotificationType: 'FORECASTED', Threshold: 100 }) }),
      ],
    });
  });
});
