import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { describeItem } from '../../lambdas/shared/domain/failure-message';
import { ExecutionEvents } from './execution-events';

/** Where a run is that has not ended. */
export interface UnderWay {
  /** The states that were entered and not left, in the Map with their work item: city and window. */
  readonly states: readonly string[];
  /** Work items; null before they are planned, and once they are left behind. */
  readonly items: { readonly done: number; readonly all: number } | null;
}

/** Reads where a run is from its history, oldest event first. */
export const underWay = (history: readonly HistoryEvent[]): UnderWay => {
  const events = new ExecutionEvents();
  /** By the item, and undefined for the run itself. */
  const open = new Map<number | undefined, { name: string; type: string; input?: unknown }>();
  let all = 0;
  let done = 0;
  for (const event of history) {
    if (event.type === 'MapStateStarted') {
      all = event.mapStateStartedEventDetails?.length ?? 0;
      done = 0;
    }
    if (event.type === 'MapIterationSucceeded') done += 1;
    for (const local of events.toLocal(event)) {
      const item = 'index' in local ? local.index : undefined;
      if (local.type === 'StateEntered') open.set(item, local.state);
      if (local.type === 'StateExited') open.delete(item);
    }
  }
  const isInMap = open.get(undefined)?.type === 'Map';
  const states = [...open].flatMap(([item, { name, type, input }]) =>
    isInMap && item === undefined && type === 'Map' && open.size > 1
      ? []
      : [[name, item === undefined ? undefined : describeItem(input)].filter(Boolean).join(' ')],
  );
  return { states, items: isInMap && all > 0 ? { done, all } : null };
};
