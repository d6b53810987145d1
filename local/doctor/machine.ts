import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import { checkFolder, localFolder } from '../folder/folder';
import { type Check, type Finding, findingsOf } from './finding';

const { ok, warning, fail } = findingsOf('laptop');

const { findPython } = require('../setup/ensure-python') as { findPython: () => string | undefined };
const { findChromium, missingJava } = require('../setup/programs') as {
  findChromium: () => string | undefined;
  missingJava: () => string | undefined;
};

/** What runs without them: everything but `--engine spark`, `--source archive` and the tests on Spark. */
const FOR_SPARK = 'only --engine spark, --source archive and their tests need it';

const node: Check = () => {
  const version = process.versions.node;
  // Whatever else has ended the command before (local/setup/ensure-installed.js).
  return Number(version.split('.')[0]) >= 22
    ? ok('Node', version)
    : warning('Node', `${version}: the laptop runs, and CDK no longer supports it (2026-10-30)`, 'nvm install 24');
};

const tar: Check = () =>
  spawnSync('tar', ['--version']).status === 0
    ? ok('tar', 'there')
    : fail('tar', 'not found: a new warehouse is unpacked with it', 'install tar, such as by apt-get install tar');

const python: Check = () => {
  const found = findPython();
  return found === undefined
    ? warning('Python', `no Python 3.11 to 3.13 was found; ${FOR_SPARK}`, 'apt-get install python3 python3-venv')
    : ok('Python', found);
};

const java: Check = () => {
  const missing = missingJava();
  return missing === undefined
    ? ok('Java', 'one that Spark 3.5 runs on')
    : warning('Java', `${missing}; ${FOR_SPARK}`, 'apt-get install openjdk-17-jre-headless, or set JAVA_HOME');
};

const chromium: Check = () => {
  const found = findChromium();
  return found === undefined
    ? warning(
        'Chromium',
        'not found; only the tests that look at pages need it',
        'apt-get install chromium, or set CHROMIUM',
      )
    : ok('Chromium', found);
};

/**
 * What a run writes at most, in MiB: the week of both cities makes 26 (`npm start -- --dir /tmp/w && du -sm /tmp/w`,
 * 2026-11-26), most of it an empty warehouse and its report.
 */
const LEAST_FREE_MIB = 100;

/** With this left in MiB Python's packages fit, too: 1,100 in `.venv` (`du -sm .venv`, 2026-11-26). */
const ROOMY_MIB = 1_500;

const folderAndDisk = async (dir: string): Promise<Finding[]> => {
  const folder = localFolder(dir);
  try {
    checkFolder(folder);
  } catch (error) {
    return [fail('Folder', (error as Error).message, 'give --dir another folder')];
  }
  let existing = folder.root;
  while (!existsSync(existing)) existing = dirname(existing);
  const { bavail, bsize } = await statfs(existing);
  const free = Math.floor((bavail * bsize) / 1_024 ** 2);
  const detail = `${free.toLocaleString('en')} MiB are free in ${existing}`;
  const mend = 'free some space, or give --dir a folder on another disk';
  const disk =
    free < LEAST_FREE_MIB
      ? fail('Disk', `${detail}: a run writes up to ${LEAST_FREE_MIB}`, mend)
      : free < ROOMY_MIB
        ? warning('Disk', `${detail}: Python's packages for Spark take 1,100`, mend)
        : ok('Disk', detail);
  return [ok('Folder', folder.root), disk];
};

/** Why a port of the loopback cannot be listened on; undefined when it can. */
const whyTaken = (port: number): Promise<string | undefined> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(undefined)));
  });

const ports = async (served: number): Promise<Finding> => {
  const loopback = await whyTaken(0);
  if (loopback !== undefined) {
    return fail('Ports', `127.0.0.1 takes no listener (${loopback}): the recorded API is served there`, 'bring lo up');
  }
  const taken = await whyTaken(served);
  return taken === undefined
    ? ok('Ports', `127.0.0.1 and its port ${served} are free`)
    : warning('Ports', `127.0.0.1:${served} is taken (${taken})`, 'npx openaq serve --port 0 takes any that is free');
};

/**
 * What a run on this machine needs of the machine.
 *
 * @param dir the folder of files and warehouse
 * @param served the port of `openaq serve`
 */
export const examineMachine = async (dir: string, served: number): Promise<Finding[]> => [
  await node(),
  await tar(),
  await python(),
  await java(),
  await chromium(),
  ...(await folderAndDisk(dir)),
  await ports(served),
];
