import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { dependencies } from '../../package.json';
import { WarehouseUnavailableError } from './engine';

/**
 * An empty database cluster, made once by `make-cluster.ts` with the installed PGlite. To open a new warehouse with it
 * takes 174 MB at the peak. PGlite's own dump of it, loaded by `loadDataDir`, takes 248 MB, 1.5 times as long and a file
 * of 3.2 MB instead of 0.7; its initdb 801 MB and four times as long (medians of five, two cores, 2026-11-26). It is one
 * database without its templates, 287 files of 8 MB: those of all three, 971 of 24 MB, took 0.6 s to unpack instead of 0.1.
 */
export const CLUSTER_FILE = join(__dirname, `cluster-${dependencies['@electric-sql/pglite']}.tar.br`);

/** Why tar failed, in one line. Of a full disk it tells file by file, and first how little of one it has written. */
const reasonOf = (error: unknown): string => {
  const { message, stderr = '' } = error as Error & { stderr?: Buffer | string };
  const lines = String(stderr).split('\n');
  const said = lines.find((line) => line.endsWith('No space left on device')) ?? lines[0] ?? '';
  return said === '' ? message : said;
};

/**
 * Unpacks the empty cluster as a new data directory, whole or not at all.
 * @throws WarehouseUnavailableError when it does not fit on the disk, or there is no tar
 */
export const unpackCluster = (dataDirectory: string): void => {
  const unfinished = `${dataDirectory}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  try {
    execFileSync('tar', ['-xf', '-', '-C', unfinished], {
      input: brotliDecompressSync(readFileSync(CLUSTER_FILE)),
      stdio: ['pipe', 'ignore', 'pipe'],
    });
  } catch (cause) {
    rmSync(unfinished, { recursive: true, force: true });
    throw new WarehouseUnavailableError(
      `cannot write the warehouse in ${dirname(dataDirectory)}: ${reasonOf(cause)}; it needs tar and 16 MB to begin with`,
      { cause },
    );
  }
  renameSync(unfinished, dataDirectory);
};
