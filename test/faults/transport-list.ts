import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { jsonResponse, type TestResponse } from '../support/http-server';
import type { Tried } from './tried';

/** An answer that is none, and what is said when every request gets it. */
interface TransportFault {
  readonly what: string;
  readonly answer: TestResponse;
  readonly error: string;
  readonly says: RegExp;
  /** Real time, since a socket is slow in real time. @default - the client's own */
  readonly requestTimeoutMs?: number;
}

/** How long a slow answer is waited for: an honest one of this machine comes in time, also when it is busy. */
const SLOW_MS = 120;

const HALF_A_PAGE = '{"meta":{},"results":[{"id":1,"na';
const PAGE = '{"meta":{},"results":[]}';

const json = { 'content-type': 'application/json' };
const html = '<!doctype html><title>Maintenance</title><p>Back soon';

/** Headers and the beginning of a body, and then whatever `end` does to the connection. */
const begun =
  (headers: Record<string, string>, beginning: string | Buffer, end: (response: ServerResponse) => void) =>
  (response: ServerResponse): void => {
    response.writeHead(200, { ...json, ...headers });
    response.write(beginning, () => end(response));
  };

const sendRaw =
  (text: string) =>
  (response: ServerResponse): void => {
    response.socket?.end(text);
  };

const unavailable = (what: string, answer: TestResponse, says: RegExp, requestTimeoutMs?: number): TransportFault => ({
  what,
  answer,
  error: 'OpenAqUnavailableError',
  says,
  ...(requestTimeoutMs !== undefined && { requestTimeoutMs }),
});

/** 429 as the API sends it. */
export const TOO_MANY = jsonResponse(
  429,
  { detail: 'Too many requests' },
  { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '17' },
);

const limited = (what: string, answer: TestResponse): TransportFault => ({
  what,
  answer,
  error: 'OpenAqRateLimitedError',
  says: /answered 429 .* 6 times, although each try waited for the reset; is the key used elsewhere/,
});

/** What a network, a gateway or a server makes of an answer. Every request may get it, once or always. */
const TRANSPORT_FAULTS: readonly TransportFault[] = [
  limited('429 with its headers', TOO_MANY),
  limited('429 without headers', jsonResponse(429, { detail: 'Too many requests' })),
  limited('429 with Retry-After', jsonResponse(429, {}, { 'retry-after': '5' })),
  limited('429 of a gateway, in HTML', { status: 429, body: html }),
  unavailable('500 in plain text', { status: 500, body: 'Internal Server Error' }, /answered 500: Internal Server/),
  unavailable('502 in HTML', { status: 502, body: '<h1>502 Bad Gateway</h1>' }, /answered 502: 502 Bad Gateway/),
  unavailable(
    '503 with Retry-After',
    jsonResponse(503, {}, { 'retry-after': '7' }),
    /answered 503: .*asks to wait 7 s/,
  ),
  unavailable('504', jsonResponse(504, { message: 'Endpoint request timed out' }), /answered 504: Endpoint request/),
  unavailable('the connection is reset before the answer', 'hang up', /because other side closed/),
  unavailable(
    'the connection is reset inside a body of known length',
    begun({ 'content-length': '5000' }, HALF_A_PAGE, (response) => response.destroy()),
    /because other side closed|because terminated/,
  ),
  unavailable(
    'the connection is reset inside a body of chunks',
    begun({}, HALF_A_PAGE, (response) => response.socket?.resetAndDestroy()),
    /because read ECONNRESET|because terminated|because other side closed/,
  ),
  unavailable('headers that never come', 'stay silent', /because no answer within 0.12 s/, SLOW_MS),
  unavailable(
    'a body that never ends',
    begun({}, HALF_A_PAGE, () => {}),
    /because no answer within 0.12 s/,
    SLOW_MS,
  ),
  unavailable(
    'half of the JSON',
    { status: 200, headers: json, body: HALF_A_PAGE },
    /200 with a body that is not JSON/,
  ),
  unavailable('HTML with status 200', { status: 200, body: html }, /a body that is not JSON: <!doctype html>/),
  unavailable('NaN in place of a number', { status: 200, body: '{"results":[{"value":NaN}]}' }, /that is not JSON/),
  unavailable('an empty body', { status: 200, headers: json, body: '' }, /answered 200 with an empty body/),
  unavailable('204 without a body', { status: 204, body: '' }, /answered 204: an empty body/),
  unavailable('206 with a part of the page', { status: 206, headers: json, body: PAGE }, /answered 206/),
  unavailable(
    'plain text that is said to be gzip',
    { status: 200, headers: { ...json, 'content-encoding': 'gzip' }, body: PAGE },
    /because incorrect header check/,
  ),
  unavailable(
    'gzip that is cut off',
    { status: 200, headers: { ...json, 'content-encoding': 'gzip' }, body: gzipSync(PAGE).subarray(0, 20) },
    /is not JSON|unexpected end of file|an empty body/,
  ),
  unavailable(
    'gzip with a wrong checksum',
    {
      status: 200,
      headers: { ...json, 'content-encoding': 'gzip' },
      body: Buffer.concat([gzipSync(PAGE).subarray(0, -8), Buffer.alloc(8, 1)]),
    },
    /because incorrect data check/,
  ),
  unavailable('bytes that are no HTTP', sendRaw('SSH-2.0-OpenSSH_9.6\r\n\r\n'), /because .+; check the API URL/),
  unavailable(
    'headers of 100 kB',
    { status: 200, headers: { ...json, 'x-padding': 'x'.repeat(100_000) }, body: PAGE },
    /because Headers Overflow/,
  ),
];

const where = 'any answer of OpenAQ';

interface TriedFault extends Tried {
  readonly fault: TransportFault;
}

/** Each of them when it passes. */
export const PASSING_TRANSPORT: readonly TriedFault[] = TRANSPORT_FAULTS.map((fault) => ({
  where,
  what: `${fault.what}, twice`,
  outcome: 'the rows of an honest answer',
  fault,
}));

/** Each of them when it stays. */
export const LASTING_TRANSPORT: readonly TriedFault[] = TRANSPORT_FAULTS.map((fault) => ({
  where,
  what: `${fault.what}, always`,
  outcome: `${fault.error}, nothing written, and a re-run of an honest API gives its rows`,
  fault,
}));

/** A redirect could carry the key to another host. */
export const REDIRECTS: readonly (Tried & { readonly status: number })[] = [301, 302, 307, 308].map((status) => ({
  where,
  what: `a redirect (${status}) to another host`,
  outcome: 'OpenAqRequestRefusedError at once; the other host is not asked',
  status,
}));
