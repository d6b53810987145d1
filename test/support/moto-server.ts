import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { pythonTool } from './python';

/** The account in which moto creates everything. */
export const EMULATED_ACCOUNT = '123456789012';

export interface MotoServer {
  /** What a client of the AWS SDK needs to talk to this server instead of AWS. */
  clientOptions(region?: string): {
    endpoint: string;
    region: string;
    credentials: { accessKeyId: string; secretAccessKey: string };
    maxAttempts: number;
    forcePathStyle: boolean;
  };
  stop(): Promise<void>;
}

const START_TIMEOUT_MS = 60_000;

/** The address that a server reports once it listens. */
const addressOf = (server: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let output = '';
    const fail = (reason: string) => reject(new Error(`moto_server ${reason}; it said:\n${output}`));
    const timer = setTimeout(() => fail(`did not listen within ${START_TIMEOUT_MS} ms`), START_TIMEOUT_MS);
    const read = (chunk: Buffer): void => {
      output = `${output}${chunk}`.slice(-4000);
      const [, url] = /Running on (http:\/\/[\d.]+:\d+)/.exec(output) ?? [];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve(url);
    };
    // Both are read to the end: a server whose pipe is full stops.
    server.stdout?.on('data', read);
    server.stderr?.on('data', read);
    server.once('error', (error) => fail(error.message));
    server.once('exit', (code) => fail(`ended with code ${code}`));
  });

/** Starts moto, an emulator of AWS's APIs, on a free port, and waits until it listens. It begins empty. */
export const startMotoServer = async (): Promise<MotoServer> => {
  const server = spawn(pythonTool('moto_server'), ['--host', '127.0.0.1', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const kill = () => server.kill();
  process.once('exit', kill);
  const endpoint = await addressOf(server);
  return {
    clientOptions: (region = 'ap-southeast-1') => ({
      endpoint,
      region,
      credentials: { accessKeyId: 'testing', secretAccessKey: 'testing' },
      maxAttempts: 1,
      forcePathStyle: true,
    }),
    stop: async () => {
      process.off('exit', kill);
      const exited = once(server, 'exit');
      server.kill();
      await exited;
    },
  };
};
