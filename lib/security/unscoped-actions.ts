/**
 * Actions for which AWS offers no narrower resource than `*`, each with its reason. Nothing else may be allowed on `*`:
 * the tests and docs/security.md go by this list.
 */
export const UNSCOPED_ACTIONS = {
  'ec2:DescribeNetworkInterfaces': 'EC2 describe actions take no resource',
  'ec2:DescribeRouteTables': 'EC2 describe actions take no resource',
  'ec2:DescribeSecurityGroups': 'EC2 describe actions take no resource',
  'ec2:DescribeSubnets': 'EC2 describe actions take no resource',
  'ec2:DescribeVpcAttribute': 'Glue asks about the VPC before it knows its resources',
  'ec2:DescribeVpcEndpoints': 'EC2 describe actions take no resource',
  'redshift-data:CancelStatement': 'statements have no ARN; a condition admits those of the role itself',
  'redshift-data:DescribeStatement': 'statements have no ARN; a condition admits those of the role itself',
  'redshift-data:GetStatementResult': 'statements have no ARN; a condition admits those of the role itself',
  'redshift:DescribeClusters': 'the action lists clusters and takes no resource',
  'xray:PutTraceSegments': 'traces have no ARN',
  'xray:PutTelemetryRecords': 'traces have no ARN',
  'xray:GetSamplingRules': 'sampling rules are read as a whole',
  'xray:GetSamplingTargets': 'sampling rules are read as a whole',
  'logs:CreateLogDelivery': 'log deliveries have no ARN (Step Functions writes its log through them)',
  'logs:GetLogDelivery': 'log deliveries have no ARN',
  'logs:UpdateLogDelivery': 'log deliveries have no ARN',
  'logs:DeleteLogDelivery': 'log deliveries have no ARN',
  'logs:ListLogDeliveries': 'log deliveries have no ARN',
  'logs:PutResourcePolicy': 'log resource policies belong to the account',
  'logs:DescribeResourcePolicies': 'log resource policies belong to the account',
  'logs:DescribeLogGroups': 'the action lists log groups',
} as const;
