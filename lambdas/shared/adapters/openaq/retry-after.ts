/** An asctime date says no zone and is GMT too (RFC 9110, 5.6.7), while `Date.parse` takes it for local; a second GMT it skips. */
const toEpochMs = (date: string): number => Date.parse(`${date} GMT`);

/**
 * Milliseconds that a `Retry-After` header asks to wait: seconds, or a date (RFC 9110, 10.2.3), never below 0. Undefined
 * when there is none, or none that can be read.
 *
 * @param nowMs milliseconds since the epoch, to compare a date with
 */
export const retryAfterMs = (header: string | null, nowMs: number): number | undefined => {
  const text = header ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1_000;
  // V8 reads a number, and much else, as a date: an HTTP date begins with the name of a day.
  if (!/^(mon|tue|wed|thu|fri|sat|sun)/i.test(text)) return undefined;
  const epochMs = toEpochMs(text);
  return Number.isNaN(epochMs) ? undefined : Math.max(0, epochMs - nowMs);
};
