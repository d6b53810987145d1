import { paginateGetExecutionHistory, SFNClient } from '@aws-sdk/client-sfn';
import { SNSClient } from '@aws-sdk/client-sns';
import { parseEnvironment, tellFailureEnvironmentSchema } from '../shared/adapters/environment';
import { createPowertoolsLog } from '../shared/adapters/log';
import { createTopic } from '../shared/adapters/topic';
import { awsPlace } from './aws-place';
import { makeHandler } from './handler';

/** Few at a time: an event may hold 256 KiB of a state's data, and most failures are told from the newest events. */
const EVENTS_PER_PAGE = 100;

const states = { client: new SFNClient(), pageSize: EVENTS_PER_PAGE };
const environment = parseEnvironment(tellFailureEnvironmentSchema, process.env);

export const handler = makeHandler({
  readHistory: (executionArn) =>
    paginateGetExecutionHistory(states, { executionArn, reverseOrder: true, includeExecutionData: true }),
  publish: createTopic(new SNSClient(), environment.TOPIC_ARN),
  place: awsPlace({
    runbookUrl: environment.RUNBOOK_URL,
    pausesBetweenRuns: environment.PAUSE_BETWEEN_RUNS === 'true',
  }),
  log: createPowertoolsLog(),
});
