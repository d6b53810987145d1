import { paginateGetExecutionHistory, type SFNClient } from '@aws-sdk/client-sfn';
import type { HistoryEvent } from '../domain/run-history';

/** Few at a time: an event may hold 256 KiB of a state's data, and most failures are told from the newest events. */
const EVENTS_PER_PAGE = 100;

/** Reads the history of an execution backwards, newest event first, page by page as it is asked for. */
export const createHistoryReader = (client: SFNClient) =>
  async function* readHistory(executionArn: string): AsyncGenerator<HistoryEvent> {
    const query = { executionArn, reverseOrder: true, includeExecutionData: true };
    const pages = paginateGetExecutionHistory({ client, pageSize: EVENTS_PER_PAGE }, query);
    for await (const { events } of pages) yield* events ?? [];
  };
