const MINUTE_MS = 60_000;

/** Whether a request may pass, and the headers that the API reports on 200 and 429. */
export interface Grant {
  readonly isGranted: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The API's limit: so many requests of a key in a calendar minute. `x-ratelimit-reset` is the life time of the counter,
 * 60 s from the first request of the minute, so it may name an instant after the minute's end.
 */
export const createQuota = (requestsPerMinute: number, now: () => number): ((apiKey: string) => Grant) => {
  const counters = new Map<string, { minute: number; used: number; endsAtMs: number }>();

  return (apiKey) => {
    const nowMs = now();
    const minute = Math.floor(nowMs / MINUTE_MS);
    let counter = counters.get(apiKey);
    if (counter?.minute !== minute) {
      counter = { minute, used: 0, endsAtMs: nowMs + MINUTE_MS };
      counters.set(apiKey, counter);
    }
    const isGranted = counter.used < requestsPerMinute;
    if (isGranted) counter.used += 1;
    return {
      isGranted,
      headers: {
        'x-ratelimit-limit': String(requestsPerMinute),
        'x-ratelimit-used': String(counter.used),
        'x-ratelimit-remaining': String(requestsPerMinute - counter.used),
        'x-ratelimit-reset': String(Math.round((counter.endsAtMs - nowMs) / 1_000)),
      },
    };
  };
};
