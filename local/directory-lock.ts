import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WarehouseUnavailableError } from './engine';

/** Directories that this process holds. A file with this process's id and no entry here is a leftover of a crash. */
const held = new Set<string>();

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, as another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

const holderOf = (file: string, directory: string): number | undefined => {
  const pid = Number(readFileSync(file, 'utf8'));
  if (pid === process.pid) return held.has(directory) ? pid : undefined;
  return Number.isInteger(pid) && pid > 0 && isRunning(pid) ? pid : undefined;
};

/**
 * Takes a directory for this process, since PGlite itself lets two processes write the same files and damage them.
 * @returns a function that gives the directory back
 * @throws WarehouseUnavailableError when another run holds it
 */
export const lockDirectory = (directory: string): (() => void) => {
  const file = join(directory, 'lock');
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const holder = holderOf(file, directory);
    if (holder !== undefined) {
      throw new WarehouseUnavailableError(
        `the warehouse in ${directory} is in use by process ${holder}; wait for it to end, or delete ${file} if that process is another program`,
      );
    }
    writeFileSync(file, String(process.pid));
  }
  held.add(directory);
  return () => {
    held.delete(directory);
    rmSync(file, { force: true });
  };
};
