import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pythonTool } from '../support/python';

/** The account and the region of the rehearsal. The key id is the account's number: to MiniStack that is its root user. */
export const ACCOUNT = '000000000000';
export const REGION = 'ap-southeast-1';

const START_TIMEOUT_MS = 60_000;

/** Waits of the state machine and between its retries last this part of what they say; nothing else is faster than on AWS. */
const WAIT_SCALE = 0.02;

export interface Emulator {
  readonly endpoint: string;
  /** What a program needs to talk to the emulator instead of AWS, as the account's root user. */
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
};

const untilReady = async (endpoint: string, child: ChildProcess, log: string): Promise<void> => {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline && child.exitCode === null) {
    const answer = await fetch(`${endpoint}/_ministack/health`).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(100);
  }
  throw new Error(`MiniStack did not start; what it said is in ${log}`);
};

/**
 * Starts MiniStack with what the launcher in `emulator/` registers, on a free port, with an empty account, and evaluates
 * every policy.
 *
 * @param addresses where the functions find OpenAQ, and where Redshift's engine is
 */
export const startEmulator = async (
  addresses: { openaq: string; warehouse: string },
  log: string,
): Promise<Emulator> => {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const environment = {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: ACCOUNT,
    AWS_SECRET_ACCESS_KEY: 'any',
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
  };
  const child = spawn(pythonTool('python'), ['-m', 'emulator'], {
    env: {
      ...process.env,
      ...environment,
      AUTH: 'true',
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      IOT_MTLS_ENABLED: '0',
      // The functions run on this machine's Node, whose age has no place in their logs.
      NODE_NO_WARNINGS: '1',
      MINISTACK_REGION: REGION,
      PYTHONDONTWRITEBYTECODE: '1',
      PYTHONPATH: __dirname,
      REHEARSAL_OPENAQ_URL: addresses.openaq,
      REHEARSAL_WAREHOUSE_URL: addresses.warehouse,
      SFN_WAIT_SCALE: String(WAIT_SCALE),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const file = createWriteStream(log);
  child.stdout?.pipe(file, { end: false });
  child.stderr?.pipe(file, { end: false });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  await untilReady(endpoint, child, log);
  return {
    endpoint,
    environment,
    stop: async () => {
      process.off('exit', kill);
      const exited = once(child, 'exit');
      // It has no state worth an orderly end, and its workers are children that end with their pipes.
      child.kill('SIGTERM');
      const ended = await Promise.race([exited, sleep(5_000, undefined, { ref: false })]);
      if (ended === undefined) child.kill('SIGKILL');
      file.end();
    },
  };
};

/** Where a log of the emulator lies that a failed rehearsal leaves for a person to read. */
export const logFile = (name: string): string => join(__dirname, '..', '..', 'node_modules', '.cache', `${name}.log`);
