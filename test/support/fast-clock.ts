/** A clock whose waits take no time. Many may wait on it at once. */
export interface FastClock {
  /** Milliseconds since the epoch; moves from one end of a wait to the next. */
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

/** Turns of the event loop in which nothing has happened: sockets of this process have given what they held. */
const QUIET_TURNS = 12;

/**
 * Starts a clock that moves on when nothing but waits is left to be done.
 *
 * @param isIdle whether no request is under way
 */
export const createFastClock = (isIdle: () => boolean): FastClock & { stop(): void } => {
  const waits: { readonly atMs: number; readonly end: () => void }[] = [];
  let nowMs = Date.parse('2026-01-01T00:00:00Z');
  let quietTurns = 0;
  let isStopped = false;

  const turn = (): void => {
    if (isStopped) return;
    quietTurns = isIdle() ? quietTurns + 1 : 0;
    if (quietTurns >= QUIET_TURNS && waits.length > 0) {
      waits.sort((one, other) => one.atMs - other.atMs);
      const first = waits.shift();
      nowMs = Math.max(nowMs, first?.atMs ?? nowMs);
      quietTurns = 0;
      first?.end();
    }
    setImmediate(turn);
  };
  setImmediate(turn);

  return {
    now: () => nowMs,
    sleep: (ms) =>
      new Promise((end) => {
        quietTurns = 0;
        waits.push({ atMs: nowMs + Math.max(0, ms), end });
      }),
    stop: () => {
      isStopped = true;
    },
  };
};
