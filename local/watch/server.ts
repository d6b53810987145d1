import { timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { LocalFolder } from '../folder/folder';
import { newPassword, portError } from '../serve/port';
import { LineTail } from './line-tail';
import { renderPage, renderParts, type Watched } from './page';
import type { LogLine } from './parts/log-lines';
import { Runs } from './runs';
import { viewOf } from './view';

/** A window on the runs of a folder, open on 127.0.0.1. */
export interface WatchServer {
  /** Where a browser finds it, with the token without which nothing is answered. */
  readonly url: string;
  /** Ends it with its connections. */
  close(): Promise<void>;
}

/** How often the journals are looked at, in milliseconds: what a person takes for at once. */
const TICK_MS = 200;

const ROOT = join(__dirname, '../..');

/** The files of the page, by their names in its URLs. The colours, words and tables are those of the report. */
const FILES: ReadonlyMap<string, readonly [type: string, path: string]> = new Map([
  ['client.js', ['text/javascript', 'local/watch/client.js']],
  ['idiomorph.js', ['text/javascript', 'node_modules/idiomorph/dist/idiomorph.esm.js']],
  ['report.css', ['text/css', 'local/report/style.css']],
  ['watch.css', ['text/css', 'local/watch/watch.css']],
]);

/** Nothing but the page's own files is loaded or runs, no inline script or style, and no other page may hold this one. */
const HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Cache-Control': 'no-store',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  // The URL holds the token.
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

const respond = (response: ServerResponse, status: number, type: string, body: string): void => {
  response.writeHead(status, { ...HEADERS, 'Content-Type': `${type}; charset=utf-8` }).end(body);
};

const isSame = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

/** What the folder holds, read anew at each look. */
const watchedIn = (folder: LocalFolder): (() => Watched) => {
  const runs = new Runs(folder.journals);
  const tail = new LineTail(folder.log);
  let log: LogLine[] = [];
  return () => {
    runs.refresh();
    const { lines, isAnew } = tail.read();
    log = isAnew ? lines : lines.length > 0 ? [...log, ...lines] : log;
    return { runs: runs.all, log, nowMs: Date.now() };
  };
};

/** Sends the parts of a view, and from then on each that changed, until the browser goes away. */
const stream = async (query: URLSearchParams, look: () => Watched, response: ServerResponse): Promise<void> => {
  response.writeHead(200, { ...HEADERS, 'Content-Type': 'text/event-stream' });
  const view = viewOf(query);
  const sent = new Map<string, string>();
  let isOpen = true;
  response.once('close', () => {
    isOpen = false;
  });
  while (isOpen) {
    for (const [part, markup] of Object.entries(await renderParts(view, look()))) {
      if (sent.get(part) === markup) continue;
      sent.set(part, markup);
      response.write(`data: ${JSON.stringify({ part, markup })}\n\n`);
    }
    await new Promise((resolve) => setTimeout(resolve, TICK_MS).unref());
  }
};

const answer = async (
  request: IncomingMessage,
  response: ServerResponse,
  token: string,
  look: () => Watched,
): Promise<void> => {
  const { host = '' } = request.headers;
  // A name that somebody else's DNS leads here is not ours.
  if (!/^(?:127\.0\.0\.1|localhost):\d+$/.test(host)) return respond(response, 421, 'text/plain', 'Another host');
  const { pathname, searchParams } = new URL(request.url ?? '/', `http://${host}`);
  const [, given = '', name = '', ...rest] = pathname.split('/');
  if (!isSame(given, token) || rest.length > 0)
    return respond(
      response,
      404,
      'text/plain',
      'Not here: open the address that openaq printed, with all of its token',
    );
  if (request.method !== 'GET') return respond(response, 405, 'text/plain', 'This window only shows: GET alone');
  if (name === '') return respond(response, 200, 'text/html', await renderPage(viewOf(searchParams), look()));
  if (name === 'events') return stream(searchParams, look, response);
  const file = FILES.get(name);
  if (file === undefined) return respond(response, 404, 'text/plain', `The page has no file ${name}`);
  respond(response, 200, file[0], readFileSync(join(ROOT, file[1]), 'utf8'));
};

/**
 * Opens a window on the runs of a folder: a page that shows each from its journal and follows the one that runs. It listens
 * on 127.0.0.1 alone, and since every account of the machine reaches that, its address holds a token that is new each time.
 *
 * @param wantedPort 0 for any that is free
 * @throws PortError when the port cannot be had
 */
export const startWatchServer = async (folder: LocalFolder, wantedPort: number): Promise<WatchServer> => {
  const token = newPassword();
  const look = watchedIn(folder);
  const server = createServer((request, response) => {
    answer(request, response, token, look).catch((error: Error) => {
      if (response.headersSent) response.destroy(error);
      else respond(response, 500, 'text/plain', `The page cannot be made: ${error.message}`);
    });
  });
  try {
    await once(server.listen(wantedPort, '127.0.0.1'), 'listening');
  } catch (cause) {
    throw portError(wantedPort, 'openaq watch', cause);
  }
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/${token}/`,
    close: async () => {
      server.closeAllConnections();
      // Rejects when it is closed already, which is no less than was asked for.
      await promisify(server.close.bind(server))().catch(() => {});
    },
  };
};
