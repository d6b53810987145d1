import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { Alerts } from '../alerts';
import type { Configuration } from '../configuration';
import { allow } from '../permissions';
import { PipelineFunction } from '../pipeline-function';
import { createDeadLetterQueue } from '../retention';
import type { AlarmSet } from './alarm-set';

export interface RunEventsProps {
  readonly configuration: Configuration;
  readonly stateMachine: IStateMachine;
  /** The state machine that pauses the cluster, where there is one. */
  readonly pauseMachine?: IStateMachine;
  readonly alerts: Alerts;
  readonly alarms: AlarmSet;
}

/**
 * Tells once of every run that did not succeed, whatever the reason: also of one that was aborted, ran out of time, or
 * failed where no state could tell. An event that cannot be told is kept in a queue with an alarm.
 */
export class RunEvents extends Construct {
  constructor(scope: Construct, id: string, props: RunEventsProps) {
    super(scope, id);
    const { configuration, stateMachine } = props;
    const untold = createDeadLetterQueue(this, 'Untold', configuration);
    const tellFailure = this.function(props, untold);
    const rule = new events.Rule(this, 'RunDidNotSucceed', {
      description: 'A run of the OpenAQ pipeline failed, timed out or was aborted',
      eventPattern: {
        source: ['aws.states'],
        detailType: ['Step Functions Execution Status Change'],
        detail: { stateMachineArn: [stateMachine.stateMachineArn], status: ['FAILED', 'TIMED_OUT', 'ABORTED'] },
      },
    });
    rule.addTarget(
      new LambdaFunction(tellFailure, {
        retryAttempts: 8,
        maxEventAge: Duration.hours(2),
        deadLetterQueue: untold,
      }),
    );
    this.addAlarms(props, untold);
  }

  private function({ configuration, alerts }: RunEventsProps, untold: sqs.IQueue): IFunction {
    const { topic, key } = alerts;
    const executions = Stack.of(this).formatArn({
      service: 'states',
      resource: 'execution',
      resourceName: `${configuration.name}:*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    return new PipelineFunction(this, 'TellFailure', {
      configuration,
      service: 'tell-failure',
      description: 'Writes one message about a run that did not succeed',
      timeout: Duration.minutes(2),
      memoryMegabytes: 256,
      deadLetterQueue: untold,
      environment: {
        TOPIC_ARN: topic.topicArn,
        RUNBOOK_URL: configuration.alerts.runbookUrl,
        PAUSE_BETWEEN_RUNS: String(configuration.warehouse.pauseBetweenRuns),
      },
      statements: [
        allow(['states:GetExecutionHistory'], [executions]),
        allow(['sns:Publish'], [topic.topicArn]),
        allow(['kms:Decrypt', 'kms:GenerateDataKey'], [key.keyArn]),
      ],
    }).function;
  }

  private addAlarms({ alarms, pauseMachine }: RunEventsProps, untold: sqs.Queue): void {
    const overNone = { threshold: 0, comparison: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD };
    alarms.add('FailureUntold', {
      meaning:
        'A run did not succeed and the message about it could not be sent; the event is in the dead-letter queue',
      runbookSection: 'a-failure-was-not-told',
      metric: untold.metricApproximateNumberOfMessagesVisible({ statistic: cloudwatch.Stats.MAXIMUM }),
      ...overNone,
    });
    if (pauseMachine === undefined) return;
    alarms.add('ClusterNotPaused', {
      meaning: 'The cluster could not be paused after a run, so it goes on to cost',
      runbookSection: 'the-cluster-was-not-paused',
      metric: pauseMachine.metricFailed({ period: Duration.hours(1), statistic: cloudwatch.Stats.SUM }),
      ...overNone,
    });
  }
}
