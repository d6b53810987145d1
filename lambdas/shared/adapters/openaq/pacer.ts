import { TransientError } from '../../domain/errors';
import type { Log } from '../log';

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
 * Milliseconds until a limit is reset. The header is in seconds (the documentation says a timestamp; the server and every
 * client say seconds), rounded to the nearest: one second more makes sure that the period is over.
 */
export const resetMs = (header: string | null): number => {
  const seconds = header === null ? Number.NaN : Number(header);
  const known = Number.isFinite(seconds) && seconds >= 0 ? seconds : DEFAULT_RESET_SECONDS;
  return (Math.min(known, LONGEST_RESET_SECONDS) + 1) * 1_000;
};

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

/** Decides when the next request may start. Several callers may wait at once: each gets a turn of its own. */
export const createPacer = ({ now, sleep, deadlineMs = Infinity, minRequestIntervalMs = 0, log }: Timing) => {
  let nextTurnMs = -Infinity;
  let blockedUntilMs = -Infinity;
  let blockReason: BlockReason = 'rateLimit';

  /** Sleeps, or returns false at once when the sleep would end after the deadline. */
  const sleepUntil = async (instantMs: number): Promise<boolean> => {
    if (instantMs > deadlineMs) return false;
    await sleep(instantMs - now());
    return true;
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

    /**
     * Resolves when a request may start, and takes that turn.
     *
     * @throws OpenAqRateLimitedError when the limit allows the turn after the deadline only
     * @throws OpenAqUnavailableError when the service asks to wait beyond the deadline, or the deadline has passed
     */
    takeTurn: async (): Promise<void> => {
      for (let turnMs = -Infinity; ; ) {
        turnMs = Math.max(nextTurnMs, blockedUntilMs);
        if (turnMs <= now()) break;
        const waitSeconds = Math.ceil((turnMs - now()) / 1_000);
        if (turnMs === blockedUntilMs) log?.warn(WAITING[blockReason], { waitSeconds });
        if (!(await sleepUntil(turnMs))) throw tooLate(blockReason, waitSeconds);
      }
      if (now() >= deadlineMs) {
        throw new TransientError(
          'OpenAqUnavailableError',
          'The time of this work item is over before OpenAQ has answered all its requests; it is tried again from its start',
        );
      }
      nextTurnMs = now() + minRequestIntervalMs;
    },
  };
};
