import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { type Answer, GONE, METHOD_NOT_ALLOWED, NO_KEY, NOT_FOUND, TOO_MANY_REQUESTS, WRONG_KEY } from './answers';
import { createQuota } from './quota';
import { route } from './router';

export interface ReplayServerOptions {
  /** @default - any free port */
  readonly port?: number;
  /** The one key that is accepted. @default - any key that is not empty */
  readonly apiKey?: string;
  /** Requests that a key may send in a calendar minute. @default 60, as the API */
  readonly requestsPerMinute?: number;
  /** Milliseconds since the epoch; decides when the limit resets. @default Date.now */
  readonly now?: () => number;
}

export interface ReplayedRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly status: number;
}

export interface ReplayServer {
  /** Where it listens, such as `http://127.0.0.1:40123`. */
  readonly url: string;
  /** Every request answered, in order. */
  readonly requests: readonly ReplayedRequest[];
  readonly requestCount: number;
  close(): Promise<void>;
}

/** The API compresses bodies from this length on, for clients that accept it. */
const COMPRESSED_FROM_BYTES = 1_000;

const send = (request: IncomingMessage, response: ServerResponse, answer: Answer): void => {
  const plain = Buffer.from(answer.body);
  const compresses = plain.length >= COMPRESSED_FROM_BYTES && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  const body = compresses ? gzipSync(plain) : plain;
  response.writeHead(answer.status, {
    server: 'openaq-replay',
    ...answer.headers,
    ...(compresses && { 'content-encoding': 'gzip' }),
    'content-length': body.length,
  });
  response.end(body);
};

/**
 * Stands in for api.openaq.org: replays recorded locations and hours over HTTP, with the API's bodies, headers, limits and
 * errors. Listens on the loopback interface only; reads its data at the first request.
 */
export const startReplayServer = async (options: ReplayServerOptions = {}): Promise<ReplayServer> => {
  const { port = 0, apiKey: onlyKey, requestsPerMinute = 60, now = Date.now } = options;
  const takeQuota = createQuota(requestsPerMinute, now);
  const requests: ReplayedRequest[] = [];

  /** In the order of the API: firewall, path, key, limit, and only then the parameters. */
  const answer = (method: string, path: string, query: URLSearchParams, apiKey: string): Answer => {
    if (path.includes('/v3/') && apiKey === '') return NO_KEY;
    if (/\/v[12]\//.test(path)) return GONE;
    if (method === 'HEAD') return NOT_FOUND;
    if (method !== 'GET') return METHOD_NOT_ALLOWED;
    const endpoint = route(path);
    if (!endpoint) return NOT_FOUND;
    if (onlyKey !== undefined && apiKey !== onlyKey) return WRONG_KEY;

    const { isGranted, headers } = takeQuota(apiKey);
    const answered = isGranted ? endpoint(query) : TOO_MANY_REQUESTS;
    const tellsQuota = answered.status === 200 || answered.status === 429;
    return tellsQuota ? { ...answered, headers: { ...answered.headers, ...headers } } : answered;
  };

  const server = createServer((request, response) => {
    const { method = '', url: path = '' } = request;
    const [pathname = '', query = ''] = path.split('?');
    const apiKey = String(request.headers['x-api-key'] ?? '').trim();
    const answered = answer(method, pathname, new URLSearchParams(query), apiKey);
    requests.push({ method, path, status: answered.status });
    send(request, response, answered);
  });

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    get requestCount() {
      return requests.length;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        // A client keeps its connections open; nothing is left to send on them.
        server.closeAllConnections();
      }),
  };
};
