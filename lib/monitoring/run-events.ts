import * as events from 'aws-cdk-lib/aws-events';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';

export interface RunEventsProps {
  readonly stateMachine: IStateMachine;
  readonly topic: ITopic;
  readonly runbookUrl: string;
}

/**
 * Tells of every run that did not succeed, whatever the reason: also of one that was aborted, ran out of time, or failed
 * where the state machine itself could not tell.
 */
export class RunEvents extends Construct {
  constructor(scope: Construct, id: string, { stateMachine, topic, runbookUrl }: RunEventsProps) {
    super(scope, id);
    const field = (path: string) => events.EventField.fromPath(path);
    const rule = new events.Rule(this, 'RunDidNotSucceed', {
      description: 'A run of the OpenAQ pipeline failed, timed out or was aborted',
      eventPattern: {
        source: ['aws.states'],
        detailType: ['Step Functions Execution Status Change'],
        detail: { stateMachineArn: [stateMachine.stateMachineArn], status: ['FAILED', 'TIMED_OUT', 'ABORTED'] },
      },
    });
    rule.addTarget({
      // The topic's own policy admits EventBridge, so the target needs no role.
      bind: () => ({
        arn: topic.topicArn,
        input: events.RuleTargetInput.fromText(
          `The run ${field('$.detail.name')} ended ${field('$.detail.status')} at ${field('$.time')}. What to do: ${runbookUrl}#a-run-did-not-succeed`,
        ),
      }),
    });
  }
}
