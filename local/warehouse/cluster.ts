import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { dependencies } from '../../package.json';

/**
 * An empty database cluster, made once by `make-cluster.ts` with the installed PGlite. To open a new warehouse with it
 * takes 174 MB at the peak. PGlite's own dump of it, loaded by `loadDataDir`, takes 248 MB, 1.5 times as long and a file
 * of 3.2 MB instead of 0.7; its initdb 801 MB and four times as long (medians of five, two cores, 2026-11-26).
 */
export const CLUSTER_FILE = join(__dirname, `cluster-${dependencies['@electric-sql/pglite']}.tar.br`);

/** Unpacks the empty cluster as a new data directory, whole or not at all. */
export const unpackCluster = (dataDirectory: string): void => {
  const unfinished = `${dataDirectory}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  execFileSync('tar', ['-xf', '-', '-C', unfinished], { input: brotliDecompressSync(readFileSync(CLUSTER_FILE)) });
  renameSync(unfinished, dataDirectory);
};
