import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a client of the AWS SDK sent. */
interface AwsRequest {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

/** An answer in the very shape of the service. */
interface AwsAnswer {
  readonly status: number;
  readonly body: string;
  readonly headers?: Record<string, string>;
}

const read = async (request: IncomingMessage): Promise<AwsRequest> => ({
  method: request.method ?? '',
  path: decodeURIComponent((request.url ?? '').split('?')[0] ?? ''),
  body: Buffer.concat(await request.toArray()).toString(),
});

/**
 * A fake of the AWS services that speak XML, such as S3 and SNS: a server on the loopback that notes what the SDK's client
 * sends, and answers as `answer` says.
 */
export const startFakeXmlAws = async () => {
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
