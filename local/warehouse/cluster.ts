import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { dependencies } from '../../package.json';

/**
 * An empty database cluster, made once by `make-cluster.ts` with the installed PGlite. To open a new warehouse with it
 * takes 0.5 s and 177 MB at the peak; PGlite's own initdb takes 2.0 s and 801 MB, its own dump of the same cluster,
 * loaded by `loadDataDir`, 0.7 s and 245 MB, and is 3.2 MB large instead of 0.7 (medians of five, two cores).
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
