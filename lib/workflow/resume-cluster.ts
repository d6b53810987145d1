import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { WORKFLOW_ERROR_NAMES } from '../../lambdas/shared/domain/errors';
import { awsTask } from './aws-task';
import { CLUSTER_CHANGED_ERRORS, LIMITS, POLL } from './limits';
import { FIRST_POLL, poll } from './poll';

const CLUSTER = '$.cluster';
const CLUSTER_STATUS = '$.Clusters[0].ClusterStatus';

/** What is kept of a cluster's description: its status, and a sentence for the case that it stays so. */
export const clusterStatus = (sentence: string): Record<string, string> => ({
  status: sfn.JsonPath.stringAt(CLUSTER_STATUS),
  late: sfn.JsonPath.format(sentence, sfn.JsonPath.stringAt(CLUSTER_STATUS)),
});

/** Waits until the cluster is available, and resumes it where it is paused. Stands before the first statement. */
export const resumeCluster = (scope: Construct, clusterIdentifier: string): sfn.Chain => {
  const parameters = { ClusterIdentifier: clusterIdentifier };
  const hasStatus = (status: string) => sfn.Condition.stringEquals(`${CLUSTER}.answer.status`, status);
  const resume = awsTask(scope, 'ResumeCluster', { call: 'redshift:resumeCluster', parameters });
  return poll(scope, {
    noun: 'Cluster',
    question: 'ClusterAvailable?',
    begin: new sfn.Pass(scope, 'WatchCluster', { parameters: { poll: FIRST_POLL }, resultPath: CLUSTER }),
    path: CLUSTER,
    describe: awsTask(scope, 'DescribeCluster', {
      call: 'redshift:describeClusters',
      parameters,
      keep: clusterStatus(`The cluster is {} after ${LIMITS.resume.toMinutes()} minutes`),
      resultPath: `${CLUSTER}.answer`,
    }),
    looksAtOnce: true,
    interval: POLL.cluster,
    limit: LIMITS.resume,
    isDone: hasStatus('available'),
    overdue: new sfn.Fail(scope, 'ClusterNotAvailable', {
      error: WORKFLOW_ERROR_NAMES.clusterNotAvailable,
      causePath: `${CLUSTER}.answer.late`,
    }),
    meanwhile: (again) => {
      // Another run was quicker. No failure, so the one thing that a run catches.
      resume.addCatch(again, { errors: CLUSTER_CHANGED_ERRORS, resultPath: sfn.JsonPath.DISCARD });
      return [[hasStatus('paused'), resume.next(again)]];
    },
  });
};
