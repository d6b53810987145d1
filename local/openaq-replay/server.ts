import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { type Answer, createRecordedApi, type Respond } from './recorded-api';

export interface ReplayServer {
  /** Where it listens, such as `http://127.0.0.1:40123`. */
  readonly url: string;
  close(): Promise<void>;
}

/** What a server of TLS shows its clients, as PEM. */
interface Certificate {
  readonly key: string;
  readonly cert: string;
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
 * @param certificate speaks TLS with it, for clients that speak nothing else. @default - plain HTTP
 */
export const startReplayServer = async (
  respond: Respond = createRecordedApi(),
  certificate?: Certificate,
): Promise<ReplayServer> => {
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    const [path = '', query] = (request.url ?? '').split('?');
    const apiKey = String(request.headers['x-api-key'] ?? '').trim();
    send(request, response, respond({ path, query: new URLSearchParams(query), apiKey }));
  };
  const server = certificate ? createTlsServer({ ...certificate }, listener) : createServer(listener);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `${certificate ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        // A client keeps its connections open; nothing is left to send on them.
        server.closeAllConnections();
      }),
  };
};
