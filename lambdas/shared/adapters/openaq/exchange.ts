import { gunzipSync, constants as zlib } from 'node:zlib';
import request from 'undici/lib/api/api-request';
import Agent from 'undici/lib/dispatcher/agent';
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

/** Node tries every address of a host and then raises an AggregateError with an empty message. */
const reasonOf = (error: unknown): string => {
  const { message, errors } = error as ErrorLike;
  return errors === undefined ? String(message) : errors.map(reasonOf).join(', ');
};

/** Rather than a server that closes a connection at the moment of its reuse, the client closes it. */
const IDLE_CONNECTION_MS = 10_000;

/**
 * Keeps connections for the requests that follow. It sends one request at a time on each: behind a slow answer of this API
 * a pipelined one would wait, too. Redirects are not followed: the API has none, and the key would travel to another host.
 */
const agent = new Agent({ keepAliveTimeout: IDLE_CONNECTION_MS });

/** A body as text, or its beginning when there was more. */
interface Body {
  readonly text: string;
  readonly isWhole: boolean;
}

/** Receives a body up to `maxBytes`, and no further. */
const receive = async (stream: AsyncIterable<Uint8Array>, maxBytes: number): Promise<[Buffer, isWhole: boolean]> => {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    bytes += chunk.length;
    // Leaving the loop ends the stream, and with it the request.
    if (bytes > maxBytes) break;
  }
  return [Buffer.concat(chunks, Math.min(bytes, maxBytes)), bytes <= maxBytes];
};

const UTF8 = new TextDecoder();

/** A gzip body that is cut off gives what it has: whether that is an answer, its JSON says. */
const UNZIP = { finishFlush: zlib.Z_SYNC_FLUSH };

/**
 * Reads a body of at most `maxBytes`, also after decompression: a few kilobytes of gzip can unfold to gigabytes, of which
 * then nothing is given. At once and not as a stream, which takes twice the time for a page.
 *
 * @throws what zlib says of bytes that are no gzip
 */
const readBody = async (stream: AsyncIterable<Uint8Array>, encoding: string, maxBytes: number): Promise<Body> => {
  const [bytes, isWhole] = await receive(stream, maxBytes);
  if (!/^(x-)?gzip$/i.test(encoding)) return { text: UTF8.decode(bytes), isWhole };
  try {
    return { text: UTF8.decode(gunzipSync(bytes, { ...UNZIP, maxOutputLength: maxBytes })), isWhole };
  } catch (error) {
    if ((error as ErrorLike).code === 'ERR_BUFFER_TOO_LARGE') return { text: '', isWhole: false };
    throw error;
  }
};

/** The status decides what an error is; that its body cannot be read changes nothing. */
const readErrorText = (stream: AsyncIterable<Uint8Array>, encoding: string): Promise<string> =>
  readBody(stream, encoding, MAX_ERROR_BODY_BYTES).then(
    ({ text }) => text,
    () => '',
  );

/** Sends one GET and reads the body; never throws. */
export const exchange = async (url: string, apiKey: string, timeoutMs: number): Promise<Exchange> => {
  try {
    const { origin, pathname, search } = new URL(url);
    const { statusCode, headers, body } = await request.call(agent, {
      origin,
      path: `${pathname}${search}`,
      method: 'GET',
      headers: { 'X-API-Key': apiKey, accept: 'application/json', 'accept-encoding': 'gzip' },
      signal: AbortSignal.timeout(timeoutMs),
    });
    const header = (name: string): string | null => headers[name]?.toString() ?? null;
    const encoding = header('content-encoding') ?? '';
    if (statusCode !== 200) return { status: statusCode, header, body: await readErrorText(body, encoding) };
    const { text, isWhole } = await readBody(body, encoding, MAX_BODY_BYTES);
    if (!isWhole) {
      return { failure: `it sent a body of more than ${MAX_BODY_MIB} MiB, which is no answer of this API` };
    }
    return { status: statusCode, header, body: text };
  } catch (cause) {
    const timedOut = (cause as ErrorLike).name === 'TimeoutError';
    return { failure: timedOut ? `no answer within ${timeoutMs / 1000} s` : reasonOf(cause), cause };
  }
};
