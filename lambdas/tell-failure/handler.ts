import * as z from 'zod';
import type { Log } from '../shared/adapters/log';
import type { Publish } from '../shared/adapters/topic';
import { type Place, type Told, tellFailure } from '../shared/domain/failure-message';
import { parseJson } from '../shared/domain/json';
import { parsePayload } from '../shared/domain/parse';
import { type HistoryEvent, RunHistoryReader } from '../shared/domain/run-history';

interface Deps {
  /** Pages of an execution's history, newest event first, each read when it is asked for. */
  readonly readHistory: (executionArn: string) => AsyncIterable<{ readonly events?: HistoryEvent[] | undefined }>;
  readonly publish: Publish;
  readonly place: Place;
  readonly log: Log;
}

/** The part of EventBridge's "Step Functions Execution Status Change" that is used. */
const eventSchema = z.object({
  detail: z.object({
    executionArn: z.string().min(1),
    name: z.string().min(1),
    status: z.enum(['FAILED', 'TIMED_OUT', 'ABORTED']),
    /** JSON text; null where it was too long for the event. */
    input: z.string().nullish(),
  }),
});

/**
 * Tells once of a run that did not succeed: reads its history backwards as far as is needed and publishes one message.
 * Publishing is the last thing that can fail, so a repeated attempt does not tell twice.
 */
export const makeHandler =
  ({ readHistory, publish, place, log }: Deps) =>
  async (event: unknown): Promise<Told> => {
    const { detail } = parsePayload(eventSchema, event, 'TellFailure event');
    const reader = new RunHistoryReader();
    for await (const { events } of readHistory(detail.executionArn)) {
      if (events?.some((older) => reader.add(older))) break;
    }
    const { name, executionArn: arn, status, input } = detail;
    const told = tellFailure({ name, arn, status, input: parseJson(input) }, reader.trace, place);
    await publish(told.subject, told.message);
    log.info('Told of a run that did not succeed', { run: name, status, state: told.state, error: told.error });
    return told;
  };
