import { documentedCommands } from './documented-commands';
import { REGION } from './emulator';
import { type EndedExecution, execute } from './execution';
import { useStage } from './stage';

const stage = useStage('docs');
let failed: EndedExecution;
let outputs: Readonly<Record<string, string>>;
let queues: readonly string[];

beforeAll(async () => {
  outputs = await stage().outputs();
  // A run that has failed, for the commands that look at one; without a key it does so at once.
  failed = await execute(stage(), 'without-a-key', {});
  const { QueueUrls } = JSON.parse(await stage().shell('aws sqs list-queues')) as { QueueUrls: string[] };
  queues = QueueUrls;
});

const queueOf = (part: string): string => queues.find((url) => url.includes(part)) ?? `no queue ${part}`;

/** What a person puts in place of what stands in angle brackets. */
const answerTo = (placeholder: string): string => {
  const [, output] = /^(?:output )?(\w+)(?: of the outputs)?$/.exec(placeholder) ?? [];
  const values: Readonly<Record<string, string | undefined>> = {
    'your OpenAQ key': 'a-key',
    'your key': 'a-key',
    key: 'a-key',
    input: '{}',
    'arn of the run': failed.executionArn,
    'queue of DailySchedule/DeadLetters': queueOf('DailyScheduleDeadLetters'),
    'queue of RunEvents/Untold': queueOf('RunEventsUntold'),
  };
  const value = values[placeholder] ?? outputs[output ?? ''];
  if (value === undefined) throw new Error(`nobody knows what to put in place of <${placeholder}>`);
  return value;
};

describe('a command of README.md or docs runs as it is written', () => {
  it.each(documentedCommands().map(({ page, command }) => [`${page}: ${command}`, command] as const))(
    '%s',
    async (_, command) => {
      const line = command.replaceAll(/<([^>]+)>/g, (__, placeholder: string) => answerTo(placeholder));
      const given = `REGION=${REGION}; ARN=${outputs['StateMachineArn']}`;
      await stage().shell(`${given}; ${line}\n[ "$ARN" = "${outputs['StateMachineArn']}" ]`);
    },
  );
});
