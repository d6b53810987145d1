import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { createConsole } from '../../../local/cli/console';
import type { Executions } from '../../../local/deployed/executions';
import { followRun, inWords } from '../../../local/deployed/follow-run';
import type { DeployedStack } from '../../../local/deployed/stack';

const STACK = { command: (...words: string[]) => words.join(' ') } as unknown as DeployedStack;

const RUN = { executionArn: 'arn:aws:states:r:1:execution:m:first', name: 'first', redrives: 0 };

/** The history of a run that ends well, a second an event; with `next` it has started another. */
const historyOf = (next: string | null): HistoryEvent[] => {
  const input = JSON.stringify({ plan: { next: next === null ? null : { name: next, input: '{}' } } });
  const state = next === null ? 'GetValidation' : 'StartNextRun';
  const events = [
    { type: 'ExecutionStarted' },
    { type: 'TaskStateEntered', stateEnteredEventDetails: { name: state, input } },
    { type: 'TaskScheduled' },
    { type: 'TaskSucceeded' },
    { type: 'TaskStateExited', stateExitedEventDetails: { name: state, outputDetails: { truncated: true } } },
    { type: 'ExecutionSucceeded' },
  ];
  return events.map((event, at) => ({
    id: at + 1,
    previousEventId: at,
    timestamp: new Date(at * 30_000),
    ...(event as Pick<HistoryEvent, 'type'>),
  }));
};

const follow = async (next: string | null) => {
  let printed = '';
  const executions = {
    follow: async function* () {
      yield* historyOf(next);
    },
  } as unknown as Executions;
  const console = createConsole({ write: (text) => (printed += text) });
  return { ended: await followRun(STACK, executions, RUN, console), printed };
};

describe('a run that is followed', () => {
  it('says how long it took', async () => {
    const { ended, printed } = await follow(null);

    expect(ended).toMatchObject({ status: 'SUCCEEDED', error: null, seconds: 150, next: null });
    expect(printed).toContain('The run first succeeded in 2 min 30 s');
  });

  it('names the run that goes on with its backfill', async () => {
    expect((await follow('first-from-2020-01-01')).ended.next).toBe('first-from-2020-01-01');
  });

  it.each([
    [0.4, '0 s'],
    [59.6, '1 min 0 s'],
    [3_599, '59 min 59 s'],
    [7_500, '2 h 5 min'],
  ])('has its duration in words: %d s', (seconds, words) => {
    expect(inWords(seconds)).toBe(words);
  });
});
