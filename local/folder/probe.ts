import { accessSync, constants, lstatSync, mkdtempSync, rmdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'is not writable',
  EPERM: 'is not writable',
  ENOENT: 'takes no new folder',
  EROFS: 'is on a read-only file system',
  ENOSPC: 'is on a full disk',
  EDQUOT: 'is on a full disk',
  ENAMETOOLONG: 'is too long a name',
  ELOOP: 'leads through a loop of links',
};

/** What a probe leaves for an instant. */
export const PROBE = '.openaq-probe-';

/** A path of a readable length. */
export const shortPath = (path: string): string => (path.length > 200 ? `${path.slice(0, 200)}...` : path);

const reasonOf = (path: string, error: unknown): string => {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return `${shortPath(path)} ${REASONS[code] ?? `does not work (${message})`}`;
};

const isLink = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;

/** The path itself, or what is nearest above it and exists; with the problem where that is no folder. */
const nearestExisting = (path: string): { readonly path: string; readonly problem?: string } => {
  try {
    return statSync(path).isDirectory() ? { path } : { path, problem: `${path} is a file` };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' && isLink(path)) return { path, problem: `${path} is a link to nothing` };
    if (code === 'ENOENT' || code === 'ENOTDIR') return nearestExisting(dirname(path));
    return { path, problem: reasonOf(path, error) };
  }
};

/**
 * Why a folder cannot be made or written, or undefined. Tries it on the nearest folder that exists, since neither
 * permissions nor `/proc`, where Node's recursive mkdir never ends, tell beforehand. Leaves nothing behind.
 *
 * @param root an absolute path
 */
export const whyUnusable = (root: string): string | undefined => {
  const { path, problem } = nearestExisting(root);
  if (problem !== undefined) return problem;
  try {
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
    rmdirSync(mkdtempSync(join(path, PROBE)));
    return undefined;
  } catch (error) {
    return reasonOf(path, error);
  }
};
