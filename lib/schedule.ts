import { Aws, Duration, Stack, TimeZone } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import { StepFunctionsStartExecution } from 'aws-cdk-lib/aws-scheduler-targets';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { Configuration } from './configuration';
import { allow, policies } from './permissions';
import { createDeadLetterQueue } from './retention';

export interface DailyScheduleProps {
  readonly configuration: Configuration;
  readonly stateMachine: IStateMachine;
}

/**
 * Starts the daily run. A start that fails is tried again for a quarter of an hour and then goes to the dead-letter queue;
 * a missed day is not caught up by itself, a person backfills it.
 */
export class DailySchedule extends Construct {
  readonly deadLetterQueue: sqs.Queue;

  constructor(scope: Construct, id: string, { configuration, stateMachine }: DailyScheduleProps) {
    super(scope, id);
    const { time, timeZone, enabled } = configuration.schedule;
    const [hour, minute] = time.split(':').map(Number);
    this.deadLetterQueue = createDeadLetterQueue(this, 'DeadLetters', configuration);
    new scheduler.Schedule(this, 'Schedule', {
      scheduleName: `${configuration.name}-daily`,
      description: 'Starts the daily run of the OpenAQ pipeline',
      schedule: scheduler.ScheduleExpression.cron({
        hour: String(hour),
        minute: String(minute),
        timeZone: TimeZone.of(timeZone),
      }),
      enabled,
      target: new StepFunctionsStartExecution(stateMachine, {
        // The time that was planned, not the time of the attempt: a late start loads the day it was meant for.
        input: scheduler.ScheduleTargetInput.fromObject({ scheduledTime: scheduler.ContextAttribute.scheduledTime }),
        retryAttempts: 3,
        maxEventAge: Duration.minutes(15),
        deadLetterQueue: this.deadLetterQueue,
        role: this.role(stateMachine).withoutPolicyUpdates(),
      }),
    });
  }

  private role(stateMachine: IStateMachine): iam.Role {
    return new iam.Role(this, 'Role', {
      description: 'Scheduler: starts the daily run',
      assumedBy: new iam.ServicePrincipal('scheduler.amazonaws.com', {
        conditions: {
          StringEquals: {
            'aws:SourceAccount': Aws.ACCOUNT_ID,
            // Scheduler names the group, not the schedule.
            'aws:SourceArn': Stack.of(this).formatArn({
              service: 'scheduler',
              resource: 'schedule-group',
              resourceName: 'default',
            }),
          },
        },
      }),
      inlinePolicies: policies({
        StartRun: [
          allow(['states:StartExecution'], [stateMachine.stateMachineArn]),
          allow(['sqs:SendMessage'], [this.deadLetterQueue.queueArn]),
        ],
      }),
    });
  }
}
