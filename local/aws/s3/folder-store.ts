import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ObjectStore } from '../../../lambdas/shared/adapters/object-store';
import { TransientError } from '../../../lambdas/shared/domain/errors';

/** Where objects are until they are whole: outside of every prefix, so that neither the crawler nor Spark sees a half one. */
export const UNFINISHED = '.unfinished';

/** The store as the laptop has it. */
export interface FolderStore extends ObjectStore {
  /** The object as it was put last. @throws ObjectStoreUnavailableError */
  get(key: string): Promise<Uint8Array>;
}

/** Writes under a name of its own, then renames: of two puts of one key at once the later one stays, whole. */
const putWhole = async (unfinished: string, path: string, body: Uint8Array): Promise<void> => {
  await mkdir(dirname(unfinished), { recursive: true });
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(unfinished, body);
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
};

/** Stands in for an S3 bucket: a folder with the same keys. An object appears whole or not at all, as in S3. */
export const createFolderStore = (bucketDirectory: string): FolderStore => ({
  put: async (key, body) => {
    const path = join(bucketDirectory, key);
    try {
      await putWhole(join(bucketDirectory, UNFINISHED, randomUUID()), path, body);
    } catch (cause) {
      throw new TransientError(
        'ObjectStoreUnavailableError',
        `The folder did not take ${path}: ${(cause as Error).message}`,
        { cause },
      );
    }
  },
  get: async (key) => {
    const path = join(bucketDirectory, key);
    try {
      return await readFile(path);
    } catch (cause) {
      throw new TransientError(
        'ObjectStoreUnavailableError',
        `The folder did not give ${path}: ${(cause as Error).message}`,
        { cause },
      );
    }
  },
});
