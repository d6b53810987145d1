interface VirtualClock {
  /** Milliseconds since the epoch; moves only by `sleep`. */
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** Every sleep asked for, in milliseconds. */
  readonly sleeps: readonly number[];
}

/** A clock on which sleeping takes no time. */
export const createVirtualClock = (): VirtualClock => {
  const sleeps: number[] = [];
  let nowMs = Date.parse('2026-01-01T00:00:00Z');
  return {
    now: () => nowMs,
    sleep: async (ms) => {
      sleeps.push(ms);
      nowMs += ms;
    },
    sleeps,
  };
};
