import type { StateMachineDefinition } from 'aws-local-stepfunctions';
import { isRecord } from '../../lambdas/shared/domain/json';
import type { EventLog } from './history';
import { UnsupportedTemplateError } from './template';

/*
 * What AWS documents of a redrive, and what is done here so that an interpreter without one does the same:
 *
 * - It goes on from the state that was entered and not left, with the input that this had, in the same execution: a Task is
 *   scheduled again, a Choice evaluated again, a Wait waited for again. Here: a definition that starts at that state.
 * - An inline Map repeats only the items that failed or were aborted, each from its own state. Here: a decision in front of
 *   the items leads each to where it was, and one that is done to its result.
 * - A Fail state fails again. Here: refused (failed-run.ts), since nothing would be gained.
 * - Retries are counted anew, `$$.Execution.RedriveCount` grows, name, input and start time stay (interpreter.ts).
 */

type States = StateMachineDefinition['States'];
type MapState = Extract<States[string], { Type: 'Map' }>;

/** How far an item of a Map is: in a state, or done; undefined when it has not begun. */
type ItemPosition = { readonly state: string; readonly data: unknown } | { readonly result: unknown } | undefined;

/** Where a run is: the state that it entered and has not left, with what that took in, and inside a Map each item. */
export interface Position {
  readonly state: string;
  readonly type: string;
  readonly data: unknown;
  readonly items: readonly ItemPosition[];
}

/** Where a run is by its events; undefined when it has not begun. */
export const positionOf = (events: readonly EventLog[]): Position | undefined => {
  let position: Position | undefined;
  let items: ItemPosition[] = [];
  for (const event of events) {
    // The interpreter tells the output; its types do not.
    if (event.type === 'MapIterationSucceeded') items[event.index] = { result: (event as { output?: unknown }).output };
    if (event.type !== 'StateEntered') continue;
    const { name: state, type, input: data } = event.state;
    if (event.index !== undefined) items[event.index] = { state, data };
    else {
      items = [];
      position = { state, type, data, items };
    }
  }
  return position;
};

/** Where the interpreter finds the items of a redriven Map. */
export const ITEMS_IN_CONTEXT = 'RedrivenItems';

/** In front of the names of states that are only there to lead an item to where it was. */
const HELPER = 'redrive: ';

/** An item as the decision in front of the states takes it. */
interface RedrivenItem {
  readonly to: string;
  readonly data: unknown;
}

const redrivenItem = (item: unknown, at: ItemPosition, begin: string): RedrivenItem => {
  if (at === undefined) return { to: begin, data: item };
  return 'result' in at ? { to: `${HELPER}result`, data: at.result } : { to: at.state, data: at.data };
};

/** The Map with a decision in front of its states. */
const redrivenMap = (map: MapState, processor: NonNullable<MapState['ItemProcessor']>): MapState => {
  const choices = Object.keys(processor.States).map((to) => ({ Variable: '$.to', StringEquals: to, Next: to }));
  const States: States = {
    ...processor.States,
    [HELPER]: { Type: 'Choice', Choices: choices, Default: `${HELPER}result`, OutputPath: '$.data' },
    [`${HELPER}result`]: { Type: 'Succeed' },
  };
  return { ...map, ItemsPath: `$$.${ITEMS_IN_CONTEXT}`, ItemProcessor: { ...processor, StartAt: HELPER, States } };
};

/** The items that a Map takes of its data, by a path such as `$.plan.workItems`. */
export const itemsOf = ({ ItemsPath = '$' }: { readonly ItemsPath?: string }, data: unknown): unknown[] => {
  const taken = ItemsPath.split('.')
    .slice(1)
    .reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), data);
  return Array.isArray(taken) ? taken : [];
};

/** The definition that goes on where a run was, and for the context object the items, when it goes on in a Map. */
export const redriven = (
  definition: StateMachineDefinition,
  { state, data, items }: Position,
): { readonly definition: StateMachineDefinition; readonly items: readonly RedrivenItem[] } => {
  const at = definition.States[state];
  if (at?.Type !== 'Map') return { definition: { ...definition, StartAt: state }, items: [] };
  const { ItemsPath = '', ItemProcessor: processor } = at;
  if (processor === undefined || 'ItemSelector' in at || 'Parameters' in at || !/^\$(\.\w+)+$/.test(ItemsPath))
    throw new UnsupportedTemplateError(
      `Map ${state} is not redriven: expected an ItemsPath such as $.plan.workItems, and nothing that selects of an item`,
    );
  return {
    definition: {
      ...definition,
      StartAt: state,
      States: { ...definition.States, [state]: redrivenMap(at, processor) },
    },
    items: itemsOf(at, data).map((item, index) => redrivenItem(item, items[index], processor.StartAt)),
  };
};

/** The state is only there to lead an item to where it was. */
export const isHelper = (event: EventLog): boolean => 'state' in event && event.state.name.startsWith(HELPER);

/**
 * Tells the events that a redriven run has had before: it does not start again, and a state that was entered and not left
 * is not entered anew.
 */
export const hadBefore = (from: Position | undefined): ((event: EventLog) => boolean) => {
  if (from === undefined) return () => false;
  /** The items that had begun, and undefined for the run itself, until each has entered its state again. */
  const begun = new Set<number | undefined>([undefined, ...from.items.flatMap((item, index) => (item ? [index] : []))]);
  return (event) =>
    event.type === 'ExecutionStarted' ||
    (event.type === 'MapIterationStarted' && begun.has(event.index)) ||
    (event.type === 'StateEntered' && begun.delete(event.index));
};
