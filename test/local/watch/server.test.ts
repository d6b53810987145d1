import { request } from 'node:http';
import { join } from 'node:path';
import { localFolder } from '../../../local/folder/folder';
import { startWatchServer, type WatchServer } from '../../../local/watch/server';
import { httpGet } from '../../support/http-get';
import { journaledRun } from '../../support/journaled-run';
import { temporaryDirectory } from '../../support/temporary-directory';

/** Reads an event stream until a text was sent. @returns what was sent for each part, the newest */
const streamUntil = (url: string, text: string, begun: () => void = () => {}): Promise<Map<string, string>> =>
  new Promise((resolve, reject) => {
    const parts = new Map<string, string>();
    let rest = '';
    const asking = request(url, (response) => {
      begun();
      response.setEncoding('utf8').on('data', (chunk: string) => {
        const events = (rest + chunk).split('\n\n');
        rest = events.pop() ?? '';
        for (const event of events) {
          const { part, markup } = JSON.parse(event.replace(/^data: /, ''));
          parts.set(part, markup);
        }
        if (![...parts.values()].some((markup) => markup.includes(text))) return;
        asking.destroy();
        resolve(parts);
      });
    });
    asking.on('error', reject).end();
  });

describe('the server of the watch page', () => {
  const folder = localFolder(join(temporaryDirectory(), 'laptop'));
  let server: WatchServer;
  beforeAll(async () => {
    server = await startWatchServer(folder, 0);
  });
  afterAll(() => server.close());

  it('listens on the loopback alone, under a token that is new each time', async () => {
    const other = await startWatchServer(folder, 0);
    await other.close();

    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{20}\/$/);
    expect(new URL(other.url).pathname).not.toBe(new URL(server.url).pathname);
  });

  it('lets the page load its own files and nothing else, and keeps it out of caches, frames and referrers', async () => {
    const { headers, body } = await httpGet(server.url);

    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    expect(body).not.toMatch(/https?:|<style|style=|<script(?! type="module" src="client\.js")/);
  });

  it.each([
    ['without the token', () => new URL('/', server.url).href, 404],
    ['with another token', () => server.url.replace(/\/.{20}\/$/, '/aaaaaaaaaaaaaaaaaaaa/'), 404],
    ['for a file that is none of the page', () => `${server.url}package.json`, 404],
    ['for a path out of the page', () => `${server.url}%2e%2e%2fpackage.json`, 404],
    ['for a name that the table of files inherits', () => `${server.url}constructor`, 404],
  ])('answers nothing %s', async (_, url, status) => {
    expect(await httpGet(url())).toMatchObject({ status, body: expect.not.stringContaining('OpenAQ') });
  });

  it('answers no other host, under which a page of somebody else could reach it', async () => {
    expect(await httpGet(server.url, { host: 'evil.example:80' })).toMatchObject({ status: 421 });
  });

  it('takes nothing: a request that is no GET is refused', async () => {
    const status = await new Promise((resolve, reject) => {
      request(server.url, { method: 'POST' }, (response) => resolve(response.resume().statusCode))
        .on('error', reject)
        .end();
    });

    expect(status).toBe(405);
  });

  it('sends every part of a view at first, and then what changes, of runs that begin later too', async () => {
    let begin = (): void => {};
    const hasBegun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const streamed = streamUntil(`${server.url}events`, 'laptop-1 succeeded', begin);
    await hasBegun;
    await journaledRun(folder, { number: 1 });

    expect([...(await streamed).keys()].sort()).toEqual([
      'graph',
      'items',
      'log',
      'run',
      'runs',
      'state',
      'status',
      'steps',
    ]);
  });

  it('says what is wrong with a port that is in use', async () => {
    const { port } = new URL(server.url);

    await expect(startWatchServer(folder, Number(port))).rejects.toMatchObject({
      name: 'PortError',
      message: `port ${port} is in use, perhaps by another "openaq watch": give --port another, such as 5440, or 0 for any that is free`,
    });
  });
});
