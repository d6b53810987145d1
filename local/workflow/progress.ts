import { toSentence } from '../../lambdas/shared/domain/cause-sentence';
import { describeItem } from '../../lambdas/shared/domain/failure-message';
import { shortened } from '../../lambdas/shared/domain/plain-text';
import { rangeOf, type Window } from '../../lambdas/shared/domain/window';
import type { Console, Tag } from '../cli/console';
import type { WorkflowEvent } from './interpreter';

type Counts = Readonly<Record<string, unknown>>;

/** Longest sentence of a warning that something is tried again. */
const MAX_WARNING = 160;

const counted = (count: unknown, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** What a state's output says, in a few words, by state name. States without an entry show their duration only. */
const HIGHLIGHTS: Readonly<Record<string, (output: Counts) => string>> = {
  PlanRun: ({ plan }) => {
    const { window, workItems } = plan as { window: Window; workItems: unknown[] };
    return `${counted(workItems.length, 'work item')}, ${rangeOf(window)} (excluded)`;
  },
  Extract: (output) =>
    output['done'] === false
      ? `${describeItem(output)} goes on in another invocation`
      : `${output['city']}: ${counted(output['rows'], 'row')}, ${counted(output['requests'], 'request')}, ${counted(output['objects'], 'object')}`,
  SummarizeExtraction: ({ extraction }) => {
    const { rows, valuesNulled, flaggedValues } = extraction as Counts;
    return `${counted(rows, 'row')}, ${counted(valuesNulled, 'value')} nulled, ${flaggedValues} flagged`;
  },
  GetValidation: ({ validation }) => String((validation as Counts)['detail']),
};

/** What a person should know although the state succeeded, by state name; an empty text says nothing. */
const CAUTIONS: Readonly<Record<string, (output: Counts) => string>> = {
  SummarizeExtraction: ({ extraction }) => {
    const cities = String((extraction as Counts)['citiesWithoutData'] ?? '');
    return cities === '' ? '' : `No data from ${cities.replaceAll(',', ', ')}`;
  },
};

/** States that do or wait for something; Choice and Pass are steps of the arrow between them. */
const SHOWN: readonly WorkflowEvent['type'][] = ['Task', 'Map', 'Wait', 'Succeed', 'Fail'];

/** Ends of an item or of the run: that they are entered is all there is to say. */
const isEnd = ({ type, item }: WorkflowEvent): boolean => type === 'Fail' || (type === 'Succeed' && item !== undefined);

/** Collects the seconds that each state took, and prints one line as each starts and ends. */
export class Progress {
  /** Seconds by state, summed over repetitions and items. */
  readonly seconds: Record<string, number> = {};
  private readonly enteredAt = new Map<string, number[]>();

  constructor(private readonly console: Console) {}

  readonly onEvent = (event: WorkflowEvent): void => {
    if (!SHOWN.includes(event.type)) return;
    if (event.kind === 'failed') this.failed(event);
    else if (isEnd(event)) return;
    else if (event.kind === 'entered') this.entered(event);
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
    const counts = (output ?? {}) as Counts;
    const highlight = HIGHLIGHTS[state]?.(counts) ?? '';
    const tag: Tag = type === 'Wait' ? 'INFO' : 'OK';
    this.console.tagged(tag, `${state.padEnd(28)} ${seconds.toFixed(2).padStart(6)} s  ${highlight}`.trimEnd());
    const caution = CAUTIONS[state]?.(counts) ?? '';
    if (caution !== '') this.console.tagged('WARNING', caution);
  }

  private failed(event: WorkflowEvent): void {
    this.console.tagged('FAIL', `${nameOf(event)}: ${toSentence(event.error?.message)}`);
  }

  private troubled(event: WorkflowEvent): void {
    const { kind, error } = event;
    const what = kind === 'retried' ? 'is tried again' : 'failed';
    const reason = shortened(describe(error ?? { name: 'Error', message: '' }), MAX_WARNING);
    this.console.tagged('WARNING', `${nameOf(event)} ${what}: ${reason}`);
  }
}

/** A state by its name, and inside the Map by its work item. */
const nameOf = ({ state, input }: WorkflowEvent): string => [state, describeItem(input)].filter(Boolean).join(' ');

/** An error in one line: its name, and the sentence of its cause. */
export const describe = ({ name, message }: { name: string; message: string }): string =>
  `${name}: ${toSentence(message)}`;
