import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { type Answer, createRecordedApi, type Respond } from './recorded-api';

export interface ReplayServer {
  /** Where it listens, such as `http://127.0.0.1:40123`. */
  readonly url: string;
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
 * Stands in for api.openaq.org on the loopback interface.
 *
 * @param respond what answers each request; an API that misbehaves wraps the recorded one here
 */
export const startReplayServer = async (respond: Respond = createRecordedApi()): Promise<ReplayServer> => {
  const server = createServer((request, response) => {
    const [path = '', query] = (request.url ?? '').split('?');
    const apiKey = String(request.headers['x-api-key'] ?? '').trim();
    send(request, response, respond({ path, query: new URLSearchParams(query), apiKey }));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        // A client keeps its connections open; nothing is left to send on them.
        server.closeAllConnections();
      }),
  };
};
