import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
}

/** A response; `hang up` breaks the connection instead, `stay silent` never answers, a function sends what HTTP forbids. */
export type TestResponse =
  | ((response: ServerResponse) => void)
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body: string | Buffer }
  | 'hang up'
  | 'stay silent';

export interface TestServer {
  readonly url: string;
  /** Every request received, in order. */
  readonly requests: readonly ReceivedRequest[];
  close(): Promise<void>;
}

export const jsonResponse = (status: number, body: unknown, headers: Record<string, string> = {}): TestResponse => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});

const send = (response: ServerResponse, answer: TestResponse): void => {
  if (answer === 'stay silent') return;
  if (typeof answer === 'function') answer(response);
  else if (answer === 'hang up') response.destroy();
  else response.writeHead(answer.status, answer.headers).end(answer.body);
};

/** A real HTTP server on a free port; `respond` gets the request and its number, starting with 0. */
export const startTestServer = async (
  respond: (request: ReceivedRequest, index: number) => TestResponse,
): Promise<TestServer> => {
  const requests: ReceivedRequest[] = [];
  const server = createServer((request, response) => {
    const received = {
      method: request.method ?? '',
      url: new URL(request.url ?? '', 'http://localhost'),
      headers: request.headers,
    };
    requests.push(received);
    send(response, respond(received, requests.length - 1));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
