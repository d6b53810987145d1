import { GetExecutionHistoryCommand, type SFNClient } from '@aws-sdk/client-sfn';
import type { HistoryEvent } from '../domain/run-history';

/** Few at a time: an event may hold 256 KiB of a state's data, and most failures are told from the newest events. */
const EVENTS_PER_PAGE = 100;

/** Reads the history of an execution backwards, newest event first, page by page as it is asked for. */
export const createHistoryReader = (client: SFNClient) =>
  async function* readHistory(executionArn: string): AsyncGenerator<HistoryEvent> {
    let nextToken: string | undefined;
    do {
      const page: { events?: HistoryEvent[] | undefined; nextToken?: string | undefined } = await client.send(
        new GetExecutionHistoryCommand({
          executionArn,
          reverseOrder: true,
          includeExecutionData: true,
          maxResults: EVENTS_PER_PAGE,
          ...(nextToken === undefined ? {} : { nextToken }),
        }),
      );
      yield* page.events ?? [];
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
  };
