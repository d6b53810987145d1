import { randomUUID } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { ObjectStore } from '../../../lambdas/shared/adapters/object-store';
import { TransientError } from '../../../lambdas/shared/domain/errors';
import { writeWhole } from '../../folder/write-whole';

/** Where objects are until they are whole: outside of every prefix, so that neither the crawler nor Spark sees a half one. */
export const UNFINISHED = '.unfinished';

/** The folder that stands in for an S3 location. */
export const folderOf = (bucketsDirectory: string, location: string): string => {
  const { host, pathname } = new URL(location);
  return join(bucketsDirectory, host, pathname);
};

const unavailable = (what: string, cause: unknown): TransientError =>
  new TransientError('ObjectStoreUnavailableError', `${what}: ${(cause as Error).message}`, { cause });

/** Stands in for an S3 bucket: a folder with the same keys. An object appears whole or not at all, as in S3. */
export const createFolderStore = (bucketDirectory: string): ObjectStore => ({
  put: async (key, body) => {
    const path = join(bucketDirectory, key);
    try {
      writeWhole(path, body, join(bucketDirectory, UNFINISHED, randomUUID()));
    } catch (cause) {
      throw unavailable(`The folder did not take ${path}`, cause);
    }
  },
  get: async (key) => {
    const path = join(bucketDirectory, key);
    try {
      return await readFile(path);
    } catch (cause) {
      throw unavailable(`The folder did not give ${path}`, cause);
    }
  },
  list: async (prefix) => {
    const path = join(bucketDirectory, prefix);
    try {
      const entries = await readdir(path, { recursive: true, withFileTypes: true });
      return await Promise.all(
        entries
          .filter((entry) => entry.isFile())
          .map(async ({ parentPath, name }) => {
            const file = join(parentPath, name);
            return { key: relative(bucketDirectory, file), writtenAtMs: (await stat(file)).mtimeMs };
          }),
      );
    } catch (cause) {
      // A prefix without an object is no error in S3.
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw unavailable(`The folder did not list ${path}`, cause);
    }
  },
});
