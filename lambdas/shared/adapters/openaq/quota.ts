/** What an answer says of the key's limit. */
export interface LimitNotice {
  /** Requests left in the period; below 0 when clients that share the key ran at the same moment. */
  readonly remaining: number;
  /** Seconds until the period ends, rounded to the nearest. */
  readonly resetSeconds: number;
}

/** The period of a limit as its answers tell of it; instants in milliseconds since the epoch. */
interface Period {
  /** Requests that its first answer left. */
  readonly first: number;
  /** The fewest that an answer left. */
  remaining: number;
  /** Requests of this client since the first answer. */
  sent: number;
  /** Clients that used the key in the period before. */
  readonly sharersBefore: number;
  /** It ends between these two. */
  endsFromMs: number;
  endsByMs: number;
}

/**
 * Clients of one key that are reckoned with at most: two runs have four by default. Without an end, one that paused while
 * another ran would take it for a crowd and leave it the rest.
 */
const MOST_SHARERS = 8;

/** How many clients use the key: what the period has counted, by what this one has sent of that. */
const sharersOf = ({ first, remaining, sent }: Period): number =>
  sent === 0 ? 1 : Math.min(MOST_SHARERS, Math.max(1, Math.ceil((first - remaining) / sent)));

/**
 * Keeps account of the key's limit while several requests are under way: of what the last answer left, they have their
 * part already, and other clients of the key theirs. When nothing is known of a period, one request goes alone.
 */
export const createQuota = (now: () => number) => {
  let period: Period | undefined;
  let sharersBefore = 1;
  let inFlight = 0;
  /** Whether answers tell of a limit; undefined before the first. */
  let tells: boolean | undefined;
  let wake = (): void => {};

  const end = (over: Period): void => {
    sharersBefore = sharersOf(over);
    period = undefined;
  };

  const known = (): Period | undefined => {
    if (period !== undefined && now() >= period.endsByMs) end(period);
    return period;
  };

  const isFree = (): boolean => {
    const at = known();
    if (at === undefined) return tells === false || inFlight === 0;
    return (inFlight + 1) * Math.max(sharersOf(at), at.sharersBefore) <= at.remaining;
  };

  const note = ({ remaining, resetSeconds }: LimitNotice, sentAtMs: number): void => {
    const endsFromMs = sentAtMs + (resetSeconds - 1) * 1_000;
    const endsByMs = now() + (resetSeconds + 1) * 1_000;
    const at = known();
    if (at !== undefined && endsFromMs > at.endsByMs) end(at);
    if (period === undefined || at === undefined) {
      period = { first: remaining, remaining, sent: inFlight, sharersBefore, endsFromMs, endsByMs };
    } else if (endsByMs >= at.endsFromMs) {
      // Answers overtake each other, and a slow one tells late.
      at.remaining = Math.min(at.remaining, remaining);
      at.endsFromMs = Math.max(at.endsFromMs, endsFromMs);
      at.endsByMs = Math.min(at.endsByMs, endsByMs);
    }
  };

  return {
    /** Instant at which the next request may start; in the past when it may now, or after an answer. */
    freeAtMs: (): number => (inFlight > 0 || isFree() ? -Infinity : (known()?.endsByMs ?? -Infinity)),

    isFree,

    /** Resolves at the next answer. One caller at a time. */
    answered: (): Promise<void> =>
      new Promise((resolve) => {
        wake = resolve;
      }),

    begin: (): void => {
      inFlight += 1;
      if (period !== undefined) period.sent += 1;
    },

    /** @param notice undefined when the answer tells nothing, or there was none: it may have been counted all the same */
    finish: (sentAtMs: number, notice: LimitNotice | undefined): void => {
      inFlight -= 1;
      tells = tells === true || notice !== undefined;
      if (notice !== undefined) note(notice, sentAtMs);
      else if (period !== undefined) period.remaining -= 1;
      wake();
    },
  };
};
