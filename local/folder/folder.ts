import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { UNFINISHED } from '../aws/s3/folder-store';
import { DirectoryInUseError, isLockFile, lockDirectory } from './directory-lock';
import { PROBE, shortPath, whyUnusable } from './probe';

/** The folder cannot be used; the message says why and what to do, in one line. */
export class LocalFolderError extends Error {
  override readonly name = 'LocalFolderError';
}

const MARKER = '.openaq-local';

/**
 * Where a laptop run keeps its things: the paths below a folder. Creates nothing.
 * @throws LocalFolderError when there is no name
 */
export const localFolder = (directory: string) => {
  // An empty name would be the current folder, which --fresh must not empty by a variable that is not set.
  if (directory === '') throw new LocalFolderError('--dir is empty: give it the name of a folder');
  const root = resolve(directory);
  return {
    root,
    /** One folder per bucket, keys below it. */
    buckets: join(root, 's3'),
    /** What the crawler's stand-in writes. */
    catalog: join(root, 'catalog.json'),
    /** Data directory of the warehouse. */
    warehouse: join(root, 'warehouse'),
    /** Work files of Glue jobs. */
    glue: join(root, 'glue'),
    /** The mirror of OpenAQ's archive that is made from the recording. */
    archive: join(root, 'archive'),
    /** Log lines of the Lambda handlers, JSON. */
    log: join(root, 'lambda.log'),
    /** What a redrive of the last failed run needs; not there when the last run succeeded. */
    failedRun: join(root, 'failed-run.json'),
    /** What happened in each of the newest runs, for who watches one or looks back at it. */
    journals: join(root, 'runs'),
    /** What the report shows of the newest run that the warehouse does not hold. */
    runRecord: join(root, 'run.json'),
    /** The report of the newest run, for a browser. */
    report: join(root, 'report.html'),
  };
};

/** The paths of `localFolder`. */
export type LocalFolder = Readonly<ReturnType<typeof localFolder>>;

const refuse = (folder: LocalFolder, reason: string, cause?: unknown): never => {
  throw new LocalFolderError(
    `${shortPath(folder.root)} cannot be used: ${reason}; give --dir another folder`,
    cause === undefined ? {} : { cause },
  );
};

/** What is there of the folder's own parts must be what a run makes of them. */
const misplacedPart = (folder: LocalFolder): string | undefined => {
  const { buckets, warehouse, glue, archive, journals, catalog, log, failedRun, runRecord, report } = folder;
  const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory();
  const file = [buckets, warehouse, glue, archive, journals].find((path) => isFolder(path) === false);
  if (file !== undefined) return `${file} is a file where a folder must be`;
  const directory = [catalog, log, failedRun, runRecord, report].find((path) => isFolder(path) === true);
  return directory === undefined ? undefined : `${directory} is a folder where a file must be`;
};

/**
 * Refuses a folder that a run could not use. Leaves nothing behind, and answers at once for any path.
 *
 * Only a folder that carries this program's marker, or an empty one, is taken: nobody's other files are touched.
 *
 * @throws LocalFolderError
 */
export const checkFolder = (folder: LocalFolder): void => {
  const reason = whyUnusable(folder.root);
  if (reason !== undefined) refuse(folder, reason);
  if (statSync(folder.root, { throwIfNoEntry: false }) === undefined) return;
  const names = readdirSync(folder.root).filter((name) => !name.startsWith(PROBE));
  if (names.length > 0 && !names.includes(MARKER)) refuse(folder, 'it holds other files');
  const misplaced = misplacedPart(folder);
  if (misplaced !== undefined) refuse(folder, misplaced);
};

const removeUnfinished = ({ buckets }: LocalFolder): void => {
  if (!existsSync(buckets)) return;
  for (const bucket of readdirSync(buckets))
    rmSync(join(buckets, bucket, UNFINISHED), { recursive: true, force: true });
};

const empty = ({ root }: LocalFolder): void => {
  for (const name of readdirSync(root)) {
    if (name !== MARKER && !isLockFile(name)) rmSync(join(root, name), { recursive: true, force: true });
  }
};

/**
 * Takes a folder for one command, so that nobody else runs, asks or empties it meanwhile.
 *
 * @returns a function that gives it back; the end of the process does so, too
 * @throws LocalFolderError that names the process which uses it
 */
export const lockFolder = async (folder: LocalFolder, command: string): Promise<() => void> => {
  try {
    return await lockDirectory(folder.root, command);
  } catch (cause) {
    if (cause instanceof DirectoryInUseError) {
      throw new LocalFolderError(`${cause.message}: wait until it ends, or give --dir another folder`, { cause });
    }
    return refuse(folder, (cause as Error).message, cause);
  }
};

/**
 * Creates the folder, takes it for this run, and then, when `fresh`, empties it; what an interrupted run left unfinished
 * goes anyhow.
 *
 * @param command what a person reads who finds the folder in use
 * @returns a function that gives the folder back
 * @throws LocalFolderError when it cannot be used, belongs to something else or is in use; nothing was emptied then
 */
export const openFolder = async (folder: LocalFolder, command: string, fresh: boolean): Promise<() => void> => {
  checkFolder(folder);
  try {
    mkdirSync(folder.root, { recursive: true });
    // Before the lock: a folder with a file in it and no marker would be taken for somebody else's.
    writeFileSync(join(folder.root, MARKER), 'Made by "openaq local"; --fresh empties this folder.\n');
  } catch (cause) {
    refuse(folder, (cause as Error).message, cause);
  }
  const unlock = await lockFolder(folder, command);
  try {
    if (fresh) empty(folder);
    else removeUnfinished(folder);
  } catch (cause) {
    unlock();
    refuse(folder, (cause as Error).message, cause);
  }
  return unlock;
};
