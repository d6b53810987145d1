import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ObjectStore } from '../lambdas/shared/adapters/object-store';
import { ObjectStoreUnavailableError } from '../lambdas/shared/errors/storage-errors';

/** Stands in for an S3 bucket: a folder with the same keys. An object appears whole or not at all, as in S3. */
export const createFolderStore = (bucketDirectory: string): ObjectStore => ({
  put: async (key, body) => {
    const path = join(bucketDirectory, key);
    try {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(`${path}.unfinished`, body);
      await rename(`${path}.unfinished`, path);
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
