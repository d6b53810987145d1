import { ArnFormat, Aws, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { WorkflowProps } from '../workflow';

/** What the state machine may do: one statement for each kind of task in its definition, and its log. */
export class WorkflowRole extends iam.Role {
  constructor(scope: Construct, id: string, props: WorkflowProps) {
    super(scope, id, {
      description: 'State machine: starts the steps of a run and watches them',
      assumedBy: new iam.ServicePrincipal('states.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
          ArnLike: {
            'aws:SourceArn': Stack.of(scope).formatArn({
              service: 'states',
              resource: 'stateMachine',
              resourceName: props.configuration.name,
              arnFormat: ArnFormat.COLON_RESOURCE_NAME,
            }),
          },
        },
      }),
      inlinePolicies: {
        RunSteps: new iam.PolicyDocument({ statements: [...stepStatements(props), ...redshiftStatements(props)] }),
        WriteLogsAndTraces: new iam.PolicyDocument({ statements: observabilityStatements() }),
      },
    });
  }
}

const stepStatements = ({ extraction, catalog, transformJob, topic }: WorkflowProps): iam.PolicyStatement[] => [
  new iam.PolicyStatement({
    actions: ['lambda:InvokeFunction'],
    resources: [extraction.planRun, extraction.extract, extraction.summarizeExtraction].map(
      (pipelineFunction) => pipelineFunction.function.functionArn,
    ),
  }),
  new iam.PolicyStatement({ actions: ['glue:StartCrawler', 'glue:GetCrawler'], resources: [catalog.crawlerArn] }),
  new iam.PolicyStatement({
    actions: ['glue:StartJobRun', 'glue:GetJobRun', 'glue:GetJobRuns', 'glue:BatchStopJobRun'],
    resources: [transformJob.job.jobArn],
  }),
  new iam.PolicyStatement({ actions: ['sns:Publish'], resources: [topic.topicArn] }),
];

/** The service prefix is `redshift-data`, although the SDK integration is called `redshiftdata`. */
const redshiftStatements = ({ warehouse }: WorkflowProps): iam.PolicyStatement[] => [
  new iam.PolicyStatement({
    actions: ['redshift-data:ExecuteStatement', 'redshift-data:BatchExecuteStatement'],
    resources: [warehouse.dataApiArn],
  }),
  new iam.PolicyStatement({
    actions: ['redshift-data:DescribeStatement', 'redshift-data:GetStatementResult'],
    resources: ['*'],
    conditions: { StringEquals: { 'redshift-data:statement-owner-iam-userid': '${aws:userid}' } },
  }),
  new iam.PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [warehouse.adminSecretArn] }),
];

const observabilityStatements = (): iam.PolicyStatement[] => [
  new iam.PolicyStatement({
    actions: [
      'logs:CreateLogDelivery',
      'logs:GetLogDelivery',
      'logs:UpdateLogDelivery',
      'logs:DeleteLogDelivery',
      'logs:ListLogDeliveries',
      'logs:PutResourcePolicy',
      'logs:DescribeResourcePolicies',
      'logs:DescribeLogGroups',
    ],
    resources: ['*'],
  }),
  new iam.PolicyStatement({
    actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'xray:GetSamplingRules', 'xray:GetSamplingTargets'],
    resources: ['*'],
  }),
];
