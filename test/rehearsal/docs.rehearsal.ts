import { documentedCommands } from '../support/documented-commands';
import { useStage } from './stage';

const stage = useStage('docs');
let queues: readonly string[];

beforeAll(async () => {
  const { QueueUrls } = JSON.parse(await stage().shell('aws sqs list-queues')) as { QueueUrls: string[] };
  queues = QueueUrls;
});

/** The parts of the queues' names by what stands for them in angle brackets. */
const QUEUES: Readonly<Record<string, string>> = {
  'queue of DailySchedule/DeadLetters': 'DailyScheduleDeadLetters',
  'queue of RunEvents/Untold': 'RunEventsUntold',
};

/** What a person puts in place of what stands in angle brackets. */
const answerTo = (placeholder: string): string => {
  const part = QUEUES[placeholder];
  const value = part && queues.find((url) => url.includes(part));
  if (value === undefined) throw new Error(`nobody knows what to put in place of <${placeholder}>`);
  return value;
};

const CLUSTER_STATUS = "aws redshift describe-clusters --query 'Clusters[0].ClusterStatus' --output text";

/** A cluster that is pausing or resuming takes no command, and a person would wait. */
const waitForCluster = async (): Promise<void> => {
  while (/pausing|resuming/.test(await stage().shell(CLUSTER_STATUS)));
};

describe('a command of README.md or docs runs as it is written', () => {
  it.each(documentedCommands().map(({ page, command }) => [`${page}: ${command}`, command] as const))(
    '%s',
    async (_, command) => {
      if (command.includes('aws redshift ')) await waitForCluster();
      await stage().shell(command.replaceAll(/<([^>]+)>/g, (__, placeholder: string) => answerTo(placeholder)));
    },
  );
});
