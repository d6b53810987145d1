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

describe('a command of README.md or docs runs as it is written', () => {
  it.each(documentedCommands().map(({ page, command }) => [`${page}: ${command}`, command] as const))(
    '%s',
    async (_, command) => {
      await stage().shell(command.replaceAll(/<([^>]+)>/g, (__, placeholder: string) => answerTo(placeholder)));
    },
  );
});
