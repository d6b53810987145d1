import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ObjectStore } from '../../../lambdas/shared/adapters/object-store';
import { ObjectStoreUnavailableError } from '../../../lambdas/shared/domain/errors';
import { writeWhole } from '../../folder/write-whole';

/** Where objects are until they are whole: outside of every prefix, so that neither the crawler nor Spark sees a half one. */
export const UNFINISHED = '.unfinished';

/** The folder that stands in for an S3 location. */
export const folderOf = (bucketsDirectory: string, location: string): string => {
  const { host, pathname } = new URL(location);
  return join(bucketsDirectory, host, pathname);
};

/** Stands in for an S3 bucket: a folder with the same keys. An object appears whole or not at all, as in S3. */
export const createFolderStore = (bucketDirectory: string): ObjectStore => ({
  put: async (key, body) => {
    const path = join(bucketDirectory, key);
    try {
      writeWhole(path, body, join(bucketDirectory, UNFINISHED, randomUUID()));
    } catch (cause) {
      throw new ObjectStoreUnavailableError(`The folder did not take ${path}: ${(cause as Error).message}`, { cause });
    }
  },
  get: async (key) => {
    const path = join(bucketDirectory, key);
    try {
      return await readFile(path);
    } catch (cause) {
      throw new ObjectStoreUnavailableError(`The folder did not give ${path}: ${(cause as Error).message}`, { cause });
    }
  },
});
