/**
 * Counts requests of a period, which begins with its first, and tells of it as the API does on 200 and 429.
 *
 * @param requests allowed in a period
 * @param now milliseconds since the epoch
 */
export const createQuota = (requests: number, periodMs: number, now: () => number) => {
  let used = 0;
  let endsAtMs = 0;
  return () => {
    if (now() >= endsAtMs) [used, endsAtMs] = [0, now() + periodMs];
    const isGranted = used < requests;
    if (isGranted) used += 1;
    return {
      isGranted,
      headers: {
        'x-ratelimit-limit': String(requests),
        'x-ratelimit-used': String(used),
        'x-ratelimit-remaining': String(requests - used),
        'x-ratelimit-reset': String(Math.round((endsAtMs - now()) / 1_000)),
      },
    };
  };
};
