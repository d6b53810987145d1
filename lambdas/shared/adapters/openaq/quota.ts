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
  told: number;
  /** Requests, the last at `untoldAtMs`, whose answers told nothing, and that no other answer is known to have counted. */
  untold: number;
  untoldAtMs: number;
  /** Requests of this client that were answered since the first. */
  own: number;
  /** It ends between these two. */
  endsFromMs: number;
  endsByMs: number;
}

/** The share of a client that knows of no other yet: two runs are four by default, of two work items each. */
const FIRST_SHARE = 1 / 4;

/** Whoever paused while others ran would otherwise leave them the rest of the period. */
const LEAST_SHARE = 1 / 8;

/** What clients of one key have under way of their shares: some are faster than others, and what the last answer left is old. */
const PART_AT_ONCE = 1 / 4;

/** Requests of a period that clients who share it leave to one that comes to it late. */
const RESERVE = 2;

/** Answers from which on the share is reckoned. */
const SAMPLE = 8;

const remainingOf = ({ told, untold }: Period): number => told - untold;

/** What the client has got of the period; what is under way counts for the others until it is answered. */
const shareGot = (at: Period): number =>
  Math.min(1, Math.max(LEAST_SHARE, at.own / Math.max(at.own, at.first - remainingOf(at))));

/**
 * Keeps account of the key's limit while several requests are under way. Of what the last answer left, those under way have
 * their part, and other clients of the key theirs: what a client has got of the period so far is the share that it takes
 * of the rest, so that all together take no more than there is. When nothing is known of a period, one request goes alone.
 */
export const createQuota = (now: () => number) => {
  let period: Period | undefined;
  /** The share in the period before; undefined in the first. */
  let shareBefore: number | undefined;
  let inFlight = 0;
  /** Whether answers tell of a limit; undefined before the first. */
  let tells: boolean | undefined;
  let wake = (): void => {};

  /** What the client takes of the period: no more than before, since whoever comes first into it is alone there at first. */
  const shareOf = (at: Period): number =>
    at.own < SAMPLE ? (shareBefore ?? FIRST_SHARE) : Math.min(shareGot(at), shareBefore ?? 1);

  const known = (): Period | undefined => {
    if (period !== undefined && now() >= period.endsByMs) leave(period);
    return period;
  };

  const leave = (over: Period): void => {
    if (over.own > 0) shareBefore = shareGot(over);
    period = undefined;
  };

  const isFree = (): boolean => {
    const at = known();
    if (at === undefined) return tells === false || inFlight === 0;
    // The last requests of a short run are worth the risk of a 429: otherwise it waits for a minute to send them.
    if (inFlight === 0 && shareBefore === undefined) return remainingOf(at) >= 1;
    const share = shareOf(at);
    const due = (remainingOf(at) - (share < 1 ? RESERVE : 0)) * share;
    return inFlight + 1 <= (inFlight === 0 || share === 1 ? due : due * PART_AT_ONCE);
  };

  const note = ({ remaining, resetSeconds }: LimitNotice, sentAtMs: number): void => {
    const endsFromMs = sentAtMs + (resetSeconds - 1) * 1_000;
    const endsByMs = now() + (resetSeconds + 1) * 1_000;
    const before = known();
    if (before !== undefined && endsFromMs > before.endsByMs) leave(before);
    const at = known();
    if (at === undefined) {
      period = { first: remaining, told: remaining, untold: 0, untoldAtMs: 0, own: 0, endsFromMs, endsByMs };
    } else if (endsByMs >= at.endsFromMs) {
      // Answers overtake each other, and a slow one tells late.
      at.own += 1;
      at.told = Math.min(at.told, remaining);
      if (sentAtMs > at.untoldAtMs) at.untold = 0;
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
    },

    /** @param notice undefined when the answer tells nothing, or there was none: it may have been counted all the same */
    finish: (sentAtMs: number, notice: LimitNotice | undefined): void => {
      inFlight -= 1;
      tells = tells === true || notice !== undefined;
      const at = period;
      if (notice !== undefined) note(notice, sentAtMs);
      else if (at !== undefined) {
        at.own += 1;
        at.untold += 1;
        at.untoldAtMs = now();
      }
      wake();
    },
  };
};
