import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as a service of JSON 1.0 or 1.1 gets it. */
export interface AwsRequest {
  /** Such as `DescribeStatement`. */
  readonly operation: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** An answer in the service's own members, or its error. */
export type AwsAnswer = object | { readonly __type: string; readonly message: string };

export interface FakeAws {
  /** What was asked, in order. */
  readonly requests: readonly AwsRequest[];
  close(): Promise<void>;
}

/**
 * A fake of AWS: a server on the loopback that answers requests of JSON services as a script says. The SDK of this process
 * asks it, with credentials that nobody looks at, until it is closed.
 */
export const startFakeAws = async (respond: (request: AwsRequest) => AwsAnswer): Promise<FakeAws> => {
  const requests: AwsRequest[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const operation = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
    const asked = { operation, body: JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}') };
    requests.push(asked);
    const answer = respond(asked);
    response
      .writeHead('__type' in answer ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' })
      .end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const before = { ...process.env };
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    AWS_ACCESS_KEY_ID: 'fake',
    AWS_SECRET_ACCESS_KEY: 'fake',
  });
  return {
    requests,
    close: async () => {
      process.env = before;
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
