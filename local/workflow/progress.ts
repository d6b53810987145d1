import { toSentence } from '../../lambdas/shared/domain/cause-sentence';
import { describeItem } from '../../lambdas/shared/domain/failure-message';
import { shortened } from '../../lambdas/shared/domain/plain-text';
import { rangeOf, type Window } from '../../lambdas/shared/domain/window';
import type { Console, Tag } from '../cli/console';
import type { EventLog } from './history';
import { ItemCount } from './item-count';

type Counts = Readonly<Record<string, unknown>>;

/** Longest sentence of a warning that something is tried again. */
const MAX_WARNING = 160;

const counted = (count: unknown, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** What was not asked for, since the lake had it; nothing where everything was. */
const keptOf = ({ keptDays, keptRows }: Counts): string =>
  keptDays ? `; ${counted(keptDays, 'day')} with ${counted(keptRows, 'row')} kept` : '';

/** What a state's output says, in a few words, by state name. States without an entry show their duration only. */
const HIGHLIGHTS: Readonly<Record<string, (output: Counts) => string>> = {
  PlanRun: ({ plan }) => {
    const { window, workItems } = plan as { window: Window; workItems: unknown[] };
    return `${counted(workItems.length, 'work item')}, ${rangeOf(window)} (excluded)`;
  },
  Extract: (output) =>
    output['done'] === false
      ? `${describeItem(output)} goes on in another invocation`
      : `${output['city']}: ${counted(output['rows'], 'row')}, ${counted(output['requests'], 'request')}, ${counted(output['objects'], 'object')}${keptOf(output)}`,
  SummarizeExtraction: ({ extraction }) => {
    const counts = extraction as Counts;
    return `${counted(counts['rows'], 'row')}, ${counted(counts['valuesNulled'], 'value')} nulled, ${counts['flaggedValues']} flagged${keptOf(counts)}`;
  },
  GetValidation: ({ validation }) => String((validation as Counts)['detail']),
};

/** What a person should know although the state succeeded; an empty text where there is nothing. */
const cautionOf = (state: string, { extraction }: Counts): string => {
  const cities = state === 'SummarizeExtraction' ? String((extraction as Counts)['citiesWithoutData'] ?? '') : '';
  return cities === '' ? '' : `No data from ${cities.replaceAll(',', ', ')}`;
};

type StateEvent = Extract<EventLog, { readonly state: unknown }>;

/** States that do or wait for something; Choice and Pass are steps of the arrow between them. */
const SHOWN: readonly StateEvent['state']['type'][] = ['Task', 'Map', 'Wait', 'Succeed', 'Fail'];

/** Ends of an item or of the run: that they are entered is all there is to say. */
const isEnd = ({ state: { type }, index }: StateEvent): boolean =>
  type === 'Fail' || (type === 'Succeed' && index !== undefined);

/** A state by its name, and inside the Map by its work item. */
const nameOf = ({ state: { name, input } }: StateEvent): string =>
  [name, describeItem(input)].filter(Boolean).join(' ');

/** Collects the seconds that each state took, and prints one line as each starts and ends. */
export class Progress {
  /** Seconds by state, summed over repetitions and items. */
  readonly seconds: Record<string, number> = {};
  readonly #enteredAt = new Map<string, number[]>();
  readonly #items = new ItemCount();
  /**
   * The newest failure of each item, and of the run itself. The interpreter says that a state failed before it says whether
   * it is tried again; what failed for good is known when the item or the run ends.
   */
  readonly #failures = new Map<number | undefined, Extract<EventLog, { type: 'StateFailed' }>>();

  constructor(private readonly console: Console) {}

  readonly onEvent = (event: EventLog): void => {
    const item = 'index' in event ? event.index : undefined;
    this.#items.onEvent(event);
    if (event.type === 'StateFailed') this.#failures.set(item, event);
    else if (event.type === 'MapIterationFailed' || event.type === 'ExecutionFailed') this.#failed(item);
    else if (!('state' in event) || !SHOWN.includes(event.state.type) || isEnd(event)) return;
    else if (event.type === 'StateEntered') this.#entered(event);
    else if (event.type === 'StateExited') this.#exited(event);
    else this.#troubled(event, event.type === 'StateRetried' ? 'is tried again' : 'failed', item);
  };

  #entered({ state: { name, type }, timestamp }: StateEvent): void {
    this.#enteredAt.set(name, [...(this.#enteredAt.get(name) ?? []), timestamp]);
    if (type !== 'Wait') this.console.tagged('START', name);
  }

  #exited({ state: { name, type, output }, timestamp }: StateEvent): void {
    const seconds = (timestamp - (this.#enteredAt.get(name)?.shift() ?? timestamp)) / 1_000;
    this.seconds[name] = Math.round(((this.seconds[name] ?? 0) + seconds) * 1_000) / 1_000;
    const counts = (output ?? {}) as Counts;
    // AWS leaves out an output that is too long for its history.
    const far = name === 'Extract' ? this.#items.describe(output, timestamp) : '';
    const highlight = output === undefined ? '' : `${HIGHLIGHTS[name]?.(counts) ?? ''}${far}`;
    const tag: Tag = type === 'Wait' ? 'INFO' : 'OK';
    this.console.tagged(tag, `${name.padEnd(28)} ${seconds.toFixed(2).padStart(6)} s  ${highlight}`.trimEnd());
    const caution = cautionOf(name, counts);
    if (caution !== '') this.console.tagged('WARNING', caution);
  }

  #failed(item: number | undefined): void {
    const failure = this.#failures.get(item);
    // A Map fails with its item, which was told of.
    if (failure === undefined || failure.state.type === 'Map' || !SHOWN.includes(failure.state.type)) return;
    this.console.tagged('FAIL', `${nameOf(failure)}: ${toSentence(String(failure.Cause))}`);
  }

  #troubled(event: StateEvent, what: string, item: number | undefined): void {
    const { Error: error, Cause } = this.#failures.get(item) ?? { Error: 'Error', Cause: '' };
    const reason = shortened(`${error}: ${toSentence(String(Cause))}`, MAX_WARNING);
    this.console.tagged('WARNING', `${nameOf(event)} ${what}: ${reason}`);
  }
}
