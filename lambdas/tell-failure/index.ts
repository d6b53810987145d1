import { SFNClient } from '@aws-sdk/client-sfn';
import { SNSClient } from '@aws-sdk/client-sns';
import { parseEnvironment, tellFailureEnvironmentSchema } from '../shared/adapters/environment';
import { createHistoryReader } from '../shared/adapters/execution-history';
import { createPowertoolsLog } from '../shared/adapters/log';
import { createTopic } from '../shared/adapters/topic';
import { awsPlace } from './aws-place';
import { makeHandler } from './handler';

const environment = parseEnvironment(tellFailureEnvironmentSchema, process.env);

export const handler = makeHandler({
  readHistory: createHistoryReader(new SFNClient()),
  publish: createTopic(new SNSClient(), environment.TOPIC_ARN),
  place: awsPlace({
    runbookUrl: environment.RUNBOOK_URL,
    pausesBetweenRuns: environment.PAUSE_BETWEEN_RUNS === 'true',
  }),
  log: createPowertoolsLog(),
});
