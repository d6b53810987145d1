import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a client of the AWS SDK sent: the operation is in the target, the path or the body, by the service's protocol. */
export interface AwsRequest {
  readonly method: string;
  readonly path: string;
  readonly target: string;
  readonly body: Buffer;
}

/** An answer in the very shape of the service. */
export interface AwsAnswer {
  readonly status: number;
  readonly body: string | Buffer;
  readonly headers?: Record<string, string>;
}

/** An answer of the services that speak JSON 1.1, such as Secrets Manager. */
export const jsonAnswer = (status: number, body: object): AwsAnswer => ({
  status,
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/x-amz-json-1.1' },
});

const read = async (request: IncomingMessage): Promise<AwsRequest> => ({
  method: request.method ?? '',
  path: decodeURIComponent((request.url ?? '').split('?')[0] ?? ''),
  target: String(request.headers['x-amz-target'] ?? ''),
  body: Buffer.concat(await request.toArray()),
});

/** A fake of AWS: a local server that notes what the SDK's real client sends, and answers as `answer` says. */
export const startRecordingAws = async () => {
  const requests: AwsRequest[] = [];
  const fake = { requests, answer: { status: 500, body: '' } as AwsAnswer };
  const server = createServer(async (request, response) => {
    requests.push(await read(request));
    response.writeHead(fake.answer.status, fake.answer.headers).end(fake.answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(fake, {
    /** What a client of the SDK needs to ask this server, once. */
    clientOptions: {
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      region: 'ap-southeast-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
      forcePathStyle: true,
    },
    close: (): void => {
      server.close();
      server.closeAllConnections();
    },
  });
};
