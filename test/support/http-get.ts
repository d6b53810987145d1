import { request } from 'node:http';
import { gunzipSync } from 'node:zlib';

export interface PlainResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends one request over plain HTTP, as curl does: no client of the project in between. Compressed bodies are unpacked. */
export const httpGet = (url: string, headers: Record<string, string> = {}): Promise<PlainResponse> =>
  new Promise((resolve, reject) => {
    request(url, { headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const raw = Buffer.concat(chunks);
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers as Record<string, string>,
          body: (response.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw).toString('utf8'),
        });
      });
    })
      .on('error', reject)
      .end();
  });
