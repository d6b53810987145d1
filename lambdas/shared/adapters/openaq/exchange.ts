import { fetch } from 'undici';

/** What came back from one HTTP request; `failure` says in words why nothing did. */
export type Exchange =
  | { readonly status: number; readonly header: (name: string) => string | null; readonly body: string }
  | { readonly failure: string; readonly cause: unknown };

interface ErrorLike {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly cause?: unknown;
  readonly errors?: readonly unknown[];
}

/**
 * The innermost reason: undici says "fetch failed" and keeps `connect ECONNREFUSED ...` as the cause. By shape, because
 * `instanceof Error` does not hold for a DOMException of every Node release.
 */
const reasonOf = (error: unknown): string => {
  const { message, cause, errors } = (error ?? {}) as ErrorLike;
  if (cause !== undefined) return reasonOf(cause);
  // Node tries every address of a host and then raises an AggregateError with an empty message.
  if (errors !== undefined) return errors.map(reasonOf).join(', ');
  return typeof message === 'string' && message !== '' ? message : String(error);
};

/**
 * Sends one GET and reads the whole body; never throws. Redirects are not followed: the API has none, and the key would
 * travel to another host.
 */
export const exchange = async (url: string, apiKey: string, timeoutMs: number): Promise<Exchange> => {
  try {
    const response = await fetch(url, {
      headers: { 'X-API-Key': apiKey, accept: 'application/json' },
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    return { status: response.status, header: (name) => response.headers.get(name), body: await response.text() };
  } catch (cause) {
    const timedOut = (cause as ErrorLike).name === 'TimeoutError';
    return { failure: timedOut ? `no answer within ${timeoutMs / 1000} s` : reasonOf(cause), cause };
  }
};
