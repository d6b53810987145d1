import type * as iam from 'aws-cdk-lib/aws-iam';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { Configuration } from '../configuration';
import { allow } from '../permissions';
import { createLogGroup } from '../retention';

export interface StateMachineProps extends Pick<sfn.StateMachineProps, 'timeout' | 'stateMachineType'> {
  readonly configuration: Configuration;
  readonly name: string;
  readonly definition: sfn.IChainable;
  readonly role: iam.Role;
}

/** A state machine with log and traces. Its role has every permission: the constructs would add wider ones. */
export const createStateMachine = (scope: Construct, props: StateMachineProps): sfn.StateMachine => {
  const { configuration, name, definition, role, ...others } = props;
  return new sfn.StateMachine(scope, 'StateMachine', {
    ...others,
    stateMachineName: name,
    definitionBody: sfn.DefinitionBody.fromChainable(definition),
    tracingEnabled: true,
    logs: {
      // The prefix keeps the account's log resource policy short: CloudWatch Logs knows it.
      destination: createLogGroup(scope, 'Logs', configuration, `/aws/vendedlogs/states/${name}`),
      level: sfn.LogLevel.ALL,
      includeExecutionData: true,
    },
    role: role.withoutPolicyUpdates(),
  });
};

/** Step Functions writes log and traces with the role of the state machine. */
export const observabilityStatements = (): iam.PolicyStatement[] => [
  allow(
    [
      'logs:CreateLogDelivery',
      'logs:GetLogDelivery',
      'logs:UpdateLogDelivery',
      'logs:DeleteLogDelivery',
      'logs:ListLogDeliveries',
      'logs:PutResourcePolicy',
      'logs:DescribeResourcePolicies',
      'logs:DescribeLogGroups',
    ],
    ['*'],
  ),
  allow(
    ['xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'xray:GetSamplingRules', 'xray:GetSamplingTargets'],
    ['*'],
  ),
];
