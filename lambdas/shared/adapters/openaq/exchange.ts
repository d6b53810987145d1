import { fetch, type Response } from 'undici';
import type { ErrorLike } from './redaction';

/** What came back from one HTTP request; `failure` says in words why nothing did. */
type Exchange =
  | {
      readonly status: number;
      readonly header: (name: string) => string | null;
      /** Of an error, at most its first part: enough for a sentence. */
      readonly body: string;
    }
  | { readonly failure: string; readonly cause?: unknown };

/** A page of 1000 hours has 0.8 MB: forty times as much is no answer of this API. */
const MAX_BODY_MIB = 32;
const MAX_BODY_BYTES = MAX_BODY_MIB * 1_024 ** 2;

const MAX_ERROR_BODY_BYTES = 64 * 1_024;

/** The innermost reason: undici says "fetch failed" and keeps `connect ECONNREFUSED ...` as the cause. */
const reasonOf = (error: unknown): string => {
  const { message, cause, errors } = (error ?? {}) as ErrorLike;
  if (cause !== undefined) return reasonOf(cause);
  // Node tries every address of a host and then raises an AggregateError with an empty message.
  if (errors !== undefined) return errors.map(reasonOf).join(', ');
  return typeof message === 'string' && message !== '' ? message : String(error);
};

/** A body as text, or its beginning when there was more. */
interface Body {
  readonly text: string;
  readonly isWhole: boolean;
}

/**
 * Reads a body up to `maxBytes` after decompression, and no further: a few kilobytes of gzip can unfold to gigabytes. What
 * is behind is neither decompressed nor received.
 */
const readBody = async (stream: AsyncIterable<Uint8Array> | null, maxBytes: number): Promise<Body> => {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of stream ?? []) {
    const isWhole = bytes + chunk.length <= maxBytes;
    chunks.push(isWhole ? chunk : chunk.subarray(0, maxBytes - bytes));
    bytes += chunk.length;
    // Leaving the loop cancels the stream, and with it the request.
    if (!isWhole) break;
  }
  return { text: new TextDecoder().decode(Buffer.concat(chunks)), isWhole: bytes <= maxBytes };
};

/** The status decides what an error is; that its body cannot be read changes nothing. */
const readErrorText = async (response: Response): Promise<Body> => {
  try {
    return await readBody(response.body, MAX_ERROR_BODY_BYTES);
  } catch {
    return { text: '', isWhole: true };
  }
};

/**
 * Sends one GET and reads the body; never throws. Redirects are not followed: the API has none, and the key would travel
 * to another host.
 */
export const exchange = async (url: string, apiKey: string, timeoutMs: number): Promise<Exchange> => {
  try {
    const response = await fetch(url, {
      headers: { 'X-API-Key': apiKey, accept: 'application/json' },
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const { status } = response;
    const isAnswer = status === 200;
    const body = isAnswer ? await readBody(response.body, MAX_BODY_BYTES) : await readErrorText(response);
    if (isAnswer && !body.isWhole) {
      return { failure: `it sent a body of more than ${MAX_BODY_MIB} MiB, which is no answer of this API` };
    }
    return { status, header: (name) => response.headers.get(name), body: body.text };
  } catch (cause) {
    const timedOut = (cause as ErrorLike).name === 'TimeoutError';
    return { failure: timedOut ? `no answer within ${timeoutMs / 1000} s` : reasonOf(cause), cause };
  }
};
