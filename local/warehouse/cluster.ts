import { chmodSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';

/**
 * An empty database cluster, made once by `make-cluster.ts`: unpacking it takes a fifth of the time of PGlite's initdb
 * and none of its 500 MB.
 */
export const CLUSTER_FILE = join(__dirname, 'cluster.br');

/** The first line of the unpacked file; the contents of the files follow in this order. */
export interface ClusterIndex {
  /** The version of PGlite that made it. */
  readonly pgliteVersion: string;
  readonly directories: readonly string[];
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
}

/** Packs a data directory. */
export const packCluster = (directory: string, pgliteVersion: string): Buffer => {
  const paths = readdirSync(directory, { recursive: true, encoding: 'utf8' }).sort();
  const isDirectory = (path: string): boolean => statSync(join(directory, path)).isDirectory();
  const contents = paths
    .filter((path) => !isDirectory(path))
    .map((path) => ({ path, data: readFileSync(join(directory, path)) }));
  const index: ClusterIndex = {
    pgliteVersion,
    directories: paths.filter(isDirectory),
    files: contents.map(({ path, data }) => ({ path, bytes: data.length })),
  };
  const packed = Buffer.concat([Buffer.from(`${JSON.stringify(index)}\n`), ...contents.map(({ data }) => data)]);
  // The window must span two of the three databases of a new cluster, which are copies of each other.
  return brotliCompressSync(packed, {
    params: { [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: packed.length },
  });
};

const readCluster = (): { index: ClusterIndex; contents: Buffer } => {
  const packed = brotliDecompressSync(readFileSync(CLUSTER_FILE));
  const end = packed.indexOf('\n');
  return { index: JSON.parse(packed.toString('utf8', 0, end)) as ClusterIndex, contents: packed.subarray(end + 1) };
};

/** The version of PGlite that made the cluster file. */
export const clusterVersion = (): string => readCluster().index.pgliteVersion;

/** Unpacks the empty cluster as a new data directory, whole or not at all. */
export const unpackCluster = (dataDirectory: string): void => {
  const { index, contents } = readCluster();
  const unfinished = `${dataDirectory}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  for (const path of ['', ...index.directories]) mkdirSync(join(unfinished, path), { recursive: true });
  let at = 0;
  for (const { path, bytes } of index.files) {
    mkdirSync(join(unfinished, dirname(path)), { recursive: true });
    writeFileSync(join(unfinished, path), contents.subarray(at, at + bytes));
    at += bytes;
  }
  chmodSync(unfinished, 0o700);
  renameSync(unfinished, dataDirectory);
};
