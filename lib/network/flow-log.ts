import { Aws } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Configuration } from '../configuration';
import { allow, policies } from '../permissions';
import { createLogGroup } from '../retention';

export interface RejectedTrafficLogProps {
  readonly vpc: ec2.IVpc;
  readonly configuration: Configuration;
}

/** Records traffic that a security group refused: who knocks, and which rule is missing when Glue cannot connect. */
export class RejectedTrafficLog extends Construct {
  constructor(scope: Construct, id: string, { vpc, configuration }: RejectedTrafficLogProps) {
    super(scope, id);
    const logGroup = createLogGroup(this, 'Logs', configuration);
    const role = new iam.Role(this, 'Role', {
      description: 'VPC flow log: writes refused traffic to its log group',
      assumedBy: new iam.ServicePrincipal('vpc-flow-logs.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
      inlinePolicies: policies({
        WriteLog: [
          allow(['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams'], [logGroup.logGroupArn]),
        ],
      }),
    });
    new ec2.FlowLog(this, 'FlowLog', {
      resourceType: ec2.FlowLogResourceType.fromVpc(vpc),
      trafficType: ec2.FlowLogTrafficType.REJECT,
      destination: ec2.FlowLogDestination.toCloudWatchLogs(logGroup, role.withoutPolicyUpdates()),
    });
  }
}
