import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A real PostgreSQL for a whole test file: what PGlite with its one session cannot show. Gives its URL. */
export const usePostgres = (): (() => string) => {
  let server: ChildProcess;
  let url = '';
  beforeAll(async () => {
    server = spawn(process.execPath, [join(__dirname, 'start-postgres.mjs')], { stdio: ['pipe', 'pipe', 'inherit'] });
    const [port] = (await once(server.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
    url = `postgres://postgres:postgres@127.0.0.1:${String(port).trim()}/postgres`;
  });
  afterAll(async () => {
    server.stdin?.end();
    await once(server, 'exit');
  });
  return () => url;
};
