import { randomUUID } from 'node:crypto';
import { existsSync, linkSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DuckDBInstance } from '@duckdb/node-api';

/** The directory is held by another process, or by another part of this one. */
export class DirectoryInUseError extends Error {
  override readonly name = 'DirectoryInUseError';
}

const LOCK = 'lock.duckdb';
/** Names the last holder, for a person. */
const HOLDER = 'lock.holder';

/** Whether a file in a locked directory belongs to the lock, and is not to be touched by anybody else. */
export const isLockFile = (name: string): boolean => name.startsWith(LOCK) || name === HOLDER;

/** What this process holds: the operating system keeps out other processes alone. */
const held = new Map<string, DuckDBInstance | undefined>();

const openDatabase = (file: string): Promise<DuckDBInstance> => {
  // Loaded when a lock is taken: a command that is refused before answers at once.
  const { DuckDBInstance } = require('@duckdb/node-api') as typeof import('@duckdb/node-api');
  return DuckDBInstance.create(file, { threads: '1' });
};

/** Makes the lock's file, whole and once: who opened one that another process has begun would find it damaged. */
const makeLock = async (file: string): Promise<void> => {
  const draft = `${file}.${randomUUID()}`;
  try {
    (await openDatabase(draft)).closeSync();
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
};

/** The holder in its own words, unless it is so new that the words are still those of the one before. */
const holderIn = (directory: string, pid: string | undefined): string => {
  const holder = existsSync(join(directory, HOLDER)) ? readFileSync(join(directory, HOLDER), 'utf8') : '';
  if (pid === undefined) return 'another process';
  return holder.startsWith(`process ${pid} `) ? holder : `process ${pid}`;
};

const openLock = async (directory: string): Promise<DuckDBInstance> => {
  const file = join(directory, LOCK);
  if (!existsSync(file)) await makeLock(file);
  try {
    return await openDatabase(file);
  } catch (error) {
    const { message } = error as Error;
    if (!message.includes('Could not set lock')) throw error;
    const holder = holderIn(directory, /\(PID (\d+)\)/.exec(message)?.[1]);
    throw new DirectoryInUseError(`${directory} is in use by ${holder}`, { cause: error });
  }
};

/**
 * Takes a directory for this process; exactly one of several gets it, also when the holder before them was killed.
 *
 * The lock is an empty database of DuckDB, which holds the operating system's lock on a file that it has open (fcntl):
 * Node has no call for that. It ends with the process, however that ends, so there is no stale lock to judge. The file
 * stays, since whoever waits for it may have it open.
 *
 * @param purpose what a person reads who finds the directory in use
 * @returns a function that gives the directory back; the end of the process does so, too
 * @throws DirectoryInUseError when it is held
 */
export const lockDirectory = async (directory: string, purpose: string): Promise<() => void> => {
  const path = realpathSync(directory);
  if (held.has(path)) {
    throw new DirectoryInUseError(`${directory} is in use by ${holderIn(path, String(process.pid))}`);
  }
  held.set(path, undefined);
  const unlock = () => {
    held.get(path)?.closeSync();
    held.delete(path);
  };
  try {
    held.set(path, await openLock(path));
    writeFileSync(join(path, HOLDER), `process ${process.pid} (${purpose}, since ${new Date().toISOString()})`);
    return unlock;
  } catch (error) {
    unlock();
    throw error;
  }
};
