import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { awsTask } from './aws-task';

/**
 * Starts the run that goes on with a backfill of more days than one run takes; this one ends then, and does not wait. So no
 * backfill is too long for a run's time, its history or its data, a failure costs one part, and each part proves itself.
 *
 * The name is the plan's: an execution that is started again under its name and with its input is the same one.
 *
 * @param stateMachineArn of the state machine itself, by its name, since a definition cannot refer to its own resource
 */
export const startNextRun = (scope: Construct, stateMachineArn: string): sfn.Chain =>
  new sfn.Choice(scope, 'MoreToBackfill?')
    .when(
      // Not isNotNull, `IsNull: false`, which the laptop's interpreter never finds true.
      sfn.Condition.not(sfn.Condition.isNull('$.plan.next')),
      awsTask(scope, 'StartNextRun', {
        call: 'sfn:startExecution',
        parameters: {
          StateMachineArn: stateMachineArn,
          Name: sfn.JsonPath.stringAt('$.plan.next.name'),
          Input: sfn.JsonPath.stringAt('$.plan.next.input'),
        },
      }),
    )
    .afterwards({ includeOtherwise: true });
