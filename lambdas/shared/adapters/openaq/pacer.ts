import { TransientError } from '../../domain/errors';
import type { Log } from '../log';
import { createQuota } from './quota';

/** Time as the client sees it; all in milliseconds, `now` and `deadlineMs` since the epoch. */
export interface Timing {
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** No wait ends after this instant: the client gives up instead, with a transient error. @default - waits as long as needed */
  readonly deadlineMs?: number | undefined;
  /** Least time between the starts of two requests. @default 0 */
  readonly minRequestIntervalMs?: number | undefined;
  readonly log?: Log | undefined;
}

/** The longest period for which OpenAQ publishes a limit: no reset can be further away. */
const LONGEST_RESET_SECONDS = 3_600;

/** The published period, for an answer that does not say when the limit resets. */
const DEFAULT_RESET_SECONDS = 60;

/**
 * Seconds until a limit is reset. The header is in seconds (the documentation says a timestamp; the server and every client
 * say seconds).
 */
const resetSecondsOf = (header: string | null): number => {
  const seconds = header === null ? Number.NaN : Number(header);
  return Math.min(Number.isFinite(seconds) && seconds >= 0 ? seconds : DEFAULT_RESET_SECONDS, LONGEST_RESET_SECONDS);
};

/** Milliseconds until a limit is reset: rounded to the nearest second, so one more makes sure that the period is over. */
export const resetMs = (header: string | null): number => (resetSecondsOf(header) + 1) * 1_000;

/** Reads a header of an answer; null where there is none. */
type ReadHeader = (name: string) => string | null;

/** Why no request may start: the key's limit is used up, or the service asked to be left alone. */
type BlockReason = 'rateLimit' | 'outage';

const WAITING: Record<BlockReason, string> = {
  rateLimit: 'OpenAQ rate limit used up: waiting for its reset',
  outage: 'OpenAQ asks to wait: waiting as long as it says',
};

const tooLate = (reason: BlockReason, waitSeconds: number): Error => {
  const rest = `in ${waitSeconds} s, after the deadline of this work item; it is tried again later`;
  return reason === 'rateLimit'
    ? new TransientError('OpenAqRateLimitedError', `OpenAQ's limit for this API key allows the next request ${rest}`)
    : new TransientError(
        'OpenAqUnavailableError',
        `OpenAQ is not available and asks for the next request (Retry-After) ${rest}`,
      );
};

/**
 * Decides when the next request may start, while others are under way: at the pace, within what the API's headers leave,
 * behind every wait that it asks for. Callers get their turns in the order in which they asked.
 */
export const createPacer = ({ now, sleep, deadlineMs = Infinity, minRequestIntervalMs = 0, log }: Timing) => {
  let nextTurnMs = -Infinity;
  let blockedUntilMs = -Infinity;
  let blockReason: BlockReason = 'rateLimit';
  let ended: Error | undefined;
  let lastTurn: Promise<unknown> = Promise.resolve();
  const quota = createQuota(now);

  /** Sleeps, or returns false at once when the sleep would not end before the deadline. */
  const sleepUntil = async (instantMs: number): Promise<boolean> => {
    if (instantMs >= deadlineMs) return false;
    await sleep(instantMs - now());
    return true;
  };

  /** Why and until when no request may start; undefined when one may. */
  const obstacle = (): { readonly untilMs: number; readonly reason?: BlockReason } | undefined => {
    const [blockMs, quotaMs] = [blockedUntilMs, quota.freeAtMs()];
    const untilMs = Math.max(nextTurnMs, blockMs, quotaMs);
    if (untilMs <= now()) return undefined;
    if (untilMs === blockMs) return { untilMs, reason: blockReason };
    return untilMs === quotaMs ? { untilMs, reason: 'rateLimit' } : { untilMs };
  };

  const waitForTurn = async (): Promise<number> => {
    for (;;) {
      if (ended !== undefined) throw ended;
      const waits = obstacle();
      if (waits !== undefined) {
        const waitSeconds = Math.ceil((waits.untilMs - now()) / 1_000);
        if (waits.reason !== undefined) log?.warn(WAITING[waits.reason], { waitSeconds });
        if (!(await sleepUntil(waits.untilMs))) throw tooLate(waits.reason ?? 'rateLimit', waitSeconds);
      } else if (quota.isFree()) break;
      else await quota.answered();
    }
    if (now() >= deadlineMs) {
      throw new TransientError(
        'OpenAqUnavailableError',
        'The time of this work item is over before OpenAQ has answered all its requests; it is tried again from its start',
      );
    }
    nextTurnMs = now() + minRequestIntervalMs;
    quota.begin();
    return now();
  };

  return {
    sleepUntil,

    /** Milliseconds left before the deadline. */
    remainingMs: (): number => deadlineMs - now(),

    /** Lets no request start for `ms`. */
    block: (ms: number, reason: BlockReason): void => {
      if (now() + ms <= blockedUntilMs) return;
      blockedUntilMs = now() + ms;
      blockReason = reason;
    },

    /** Lets no request start any more: those that wait for a turn get the error. */
    end: (error: Error): void => {
      ended ??= error;
    },

    /**
     * Resolves to the instant when a request may start, and takes that turn; `endTurn` gives it back.
     *
     * @throws OpenAqRateLimitedError when the limit allows the turn after the deadline only
     * @throws OpenAqUnavailableError when the service asks to wait beyond the deadline, or the deadline has passed
     */
    takeTurn: (): Promise<number> => {
      const turn = lastTurn.then(waitForTurn);
      lastTurn = turn.catch(() => {});
      return turn;
    },

    /**
     * Notes that the request of a turn is over.
     *
     * @param header of its answer; undefined when there was none
     */
    endTurn: (startedAtMs: number, header: ReadHeader | undefined): void => {
      // Absent on errors.
      const remaining = Number(header?.('x-ratelimit-remaining') ?? Number.NaN);
      const resetSeconds = resetSecondsOf(header?.('x-ratelimit-reset') ?? null);
      quota.finish(startedAtMs, Number.isNaN(remaining) ? undefined : { remaining, resetSeconds });
    },
  };
};
