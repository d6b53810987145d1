import { ArnFormat, Aws, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Configuration } from '../configuration';
import { allow, policies } from '../permissions';
import type { WorkflowProps } from './props';
import { observabilityStatements } from './state-machine';

/** The ARN of the state machine by its name: its definition and its role come before it is made. */
export const arnOfStateMachine = (scope: Construct, { name }: Pick<Configuration, 'name'>): string =>
  Stack.of(scope).formatArn({
    service: 'states',
    resource: 'stateMachine',
    resourceName: name,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });

/** What the state machine may do: one statement for each kind of task in its definition, and its log. */
export class WorkflowRole extends iam.Role {
  /**
   * Reads and cancels statements that this role submitted, in whatever session: AWS's own examples compare with `aws:userid`, whose
   * session name Step Functions chooses anew, and are then denied (grafana/redshift-datasource #836). A policy beside the
   * role, because a role cannot name its own id inside.
   */
  readonly ownStatements: iam.Policy;

  constructor(scope: Construct, id: string, props: WorkflowProps) {
    const stateMachineArn = arnOfStateMachine(scope, props.configuration);
    super(scope, id, {
      description: 'State machine: starts the steps of a run and watches them',
      assumedBy: new iam.ServicePrincipal('states.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
          ArnLike: { 'aws:SourceArn': stateMachineArn },
        },
      }),
      inlinePolicies: policies({
        RunSteps: [
          ...stepStatements(props),
          ...redshiftStatements(props),
          allow(['states:StartExecution'], [stateMachineArn]),
          ...(props.warehouse.pausedCluster === undefined ? [] : resumeStatements(props)),
        ],
        WriteLogsAndTraces: observabilityStatements(),
      }),
    });
    this.ownStatements = new iam.Policy(this, 'OwnStatements', {
      roles: [this],
      statements: [
        allow(
          ['redshift-data:CancelStatement', 'redshift-data:DescribeStatement', 'redshift-data:GetStatementResult'],
          ['*'],
          { StringLike: { 'redshift-data:statement-owner-iam-userid': `${this.roleId}:*` } },
        ),
      ],
    });
  }
}

const stepStatements = ({ extraction, archiveJob, catalog, transformJob }: WorkflowProps): iam.PolicyStatement[] => [
  allow(
    ['lambda:InvokeFunction'],
    [extraction.planRun, extraction.extract, extraction.summarizeExtraction].map(({ functionArn }) => functionArn),
  ),
  allow(['glue:StartCrawler', 'glue:GetCrawler'], [catalog.crawlerArn]),
  allow(
    ['glue:StartJobRun', 'glue:GetJobRun', 'glue:GetJobRuns', 'glue:BatchStopJobRun'],
    [archiveJob, transformJob].map(({ job }) => job.jobArn),
  ),
];

/** The service prefix is `redshift-data`, although the SDK integration is called `redshiftdata`. */
const redshiftStatements = ({ warehouse }: WorkflowProps): iam.PolicyStatement[] => [
  allow(['redshift-data:BatchExecuteStatement'], [warehouse.dataApiArn]),
  allow(['secretsmanager:GetSecretValue'], [warehouse.adminSecretArn]),
];

/** Only with `warehouse.pauseBetweenRuns`. The Data API's ARN of a cluster is the cluster's own. */
const resumeStatements = ({ warehouse }: WorkflowProps): iam.PolicyStatement[] => [
  allow(['redshift:DescribeClusters'], ['*']),
  allow(['redshift:ResumeCluster'], [warehouse.dataApiArn]),
];
