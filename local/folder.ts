import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Where a laptop run keeps its things. */
export interface LocalFolder {
  readonly root: string;
  /** One folder per bucket, keys below it. */
  readonly buckets: string;
  /** The catalog that the crawler's stand-in writes. */
  readonly catalog: string;
  /** Data directory of the warehouse. */
  readonly warehouse: string;
  /** Synthesized templates by fingerprint of their inputs. */
  readonly synthesized: string;
  /** Work files of Glue jobs. */
  readonly glue: string;
  /** Log lines of the Lambda handlers, JSON. */
  readonly log: string;
}

/** The folder cannot be used; the message says why and what to do. */
export class LocalFolderError extends Error {
  override readonly name = 'LocalFolderError';
}

const MARKER = '.openaq-local';

/** The paths below a folder; creates nothing. */
export const localFolder = (directory: string): LocalFolder => {
  const root = resolve(directory);
  return {
    root,
    buckets: join(root, 's3'),
    catalog: join(root, 'catalog.json'),
    warehouse: join(root, 'warehouse'),
    synthesized: join(root, 'synthesized'),
    glue: join(root, 'glue'),
    log: join(root, 'lambda.log'),
  };
};

/**
 * Creates the folder, or empties it when `fresh`. Only a folder that carries this program's marker, or an empty one, is
 * taken: nobody's other files are touched.
 *
 * @throws LocalFolderError when the folder is not writable or belongs to something else
 */
export const prepareFolder = (folder: LocalFolder, fresh: boolean): void => {
  const { root } = folder;
  try {
    if (existsSync(root) && readdirSync(root).length > 0 && !existsSync(join(root, MARKER))) {
      throw new LocalFolderError(
        `${root} holds other files: give --dir a new, an empty or a former folder of this program`,
      );
    }
    if (fresh) rmSync(root, { recursive: true, force: true });
    mkdirSync(root, { recursive: true });
    writeFileSync(join(root, MARKER), 'Made by "openaq local"; --fresh empties this folder.\n');
  } catch (cause) {
    if (cause instanceof LocalFolderError) throw cause;
    throw new LocalFolderError(`${root} is not writable (${(cause as Error).message}): give --dir another folder`, {
      cause,
    });
  }
};
