import type { Console, Tag } from './console';
import type { WorkflowEvent } from './workflow';

type Counts = Readonly<Record<string, unknown>>;

const counted = (count: unknown, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** What a state's output says, in a few words, by state name. States without an entry show their duration only. */
const HIGHLIGHTS: Readonly<Record<string, (output: Counts) => string>> = {
  PlanRun: ({ plan }) => {
    const { window, workItems } = plan as { window: { start: string; end: string }; workItems: unknown[] };
    return `${counted(workItems.length, 'work item')}, ${window.start.slice(0, 10)} to ${window.end.slice(0, 10)} (excluded)`;
  },
  Extract: ({ city, rows, requests, objects }) =>
    `${city}: ${counted(rows, 'row')}, ${counted(requests, 'request')}, ${counted(objects, 'object')}`,
  SummarizeExtraction: ({ extraction }) => {
    const { rows, valuesNulled, flaggedValues } = extraction as Counts;
    return `${counted(rows, 'row')}, ${counted(valuesNulled, 'value')} nulled, ${flaggedValues} flagged`;
  },
  GetValidation: ({ validation }) => String((validation as Counts)['detail']),
};

/** States that do or wait for something; Choice and Pass are steps of the arrow between them. */
const SHOWN: readonly WorkflowEvent['type'][] = ['Task', 'Map', 'Wait', 'Succeed', 'Fail'];

/** Collects the seconds that each state took, and prints one line as each starts and ends. */
export class Progress {
  /** Seconds by state, summed over repetitions and items. */
  readonly seconds: Record<string, number> = {};
  private readonly enteredAt = new Map<string, number[]>();

  constructor(private readonly console: Console) {}

  readonly onEvent = (event: WorkflowEvent): void => {
    if (!SHOWN.includes(event.type)) return;
    if (event.kind === 'entered') this.entered(event);
    else if (event.kind === 'exited') this.exited(event);
    else this.troubled(event);
  };

  private entered({ state, at, type }: WorkflowEvent): void {
    this.enteredAt.set(state, [...(this.enteredAt.get(state) ?? []), at]);
    if (type !== 'Wait') this.console.tagged('START', state);
  }

  private exited({ state, at, type, output }: WorkflowEvent): void {
    const seconds = (at - (this.enteredAt.get(state)?.shift() ?? at)) / 1_000;
    this.seconds[state] = Math.round(((this.seconds[state] ?? 0) + seconds) * 1_000) / 1_000;
    const highlight = HIGHLIGHTS[state]?.((output ?? {}) as Counts) ?? '';
    const tag: Tag = type === 'Wait' ? 'INFO' : 'OK';
    this.console.tagged(tag, `${state.padEnd(28)} ${seconds.toFixed(2).padStart(6)} s  ${highlight}`.trimEnd());
  }

  private troubled({ kind, state, error }: WorkflowEvent): void {
    const what = kind === 'retried' ? 'is tried again' : 'failed';
    this.console.tagged(kind === 'retried' ? 'WARNING' : 'FAIL', `${state} ${what}: ${describe(error)}`);
  }
}

/** An error in one line. The cause of a Lambda error is JSON, with or without words before it: its message is shown. */
export const describe = (error: { name: string; message: string } | undefined): string => {
  if (error === undefined) return 'unknown error';
  const [words = '', json] = error.message.split(/(?=\{"errorType")/);
  const message = json === undefined ? words : `${words}${(JSON.parse(json) as { errorMessage: string }).errorMessage}`;
  return `${error.name}: ${message}`;
};
