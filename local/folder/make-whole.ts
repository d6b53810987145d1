import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { atProcessEnd } from '../cli/process-end';
import { LocalFolderError } from './folder';
import { shortPath, whyUnusable } from './probe';

/**
 * Makes a new file or folder that appears whole or not at all; what is there is never replaced. An end of the process
 * leaves nothing behind.
 *
 * @param make makes it under the name `whole`, and may keep things in `scratch` meanwhile
 * @throws LocalFolderError when it is there already, or cannot be made there
 */
export const makeWhole = async <T>(path: string, make: (whole: string, scratch: string) => Promise<T>): Promise<T> => {
  const parent = dirname(resolve(path));
  if (existsSync(path)) {
    throw new LocalFolderError(`${shortPath(path)} is there already: give --out another name, or remove it`);
  }
  const reason = whyUnusable(parent);
  if (reason !== undefined) throw new LocalFolderError(`${shortPath(path)} cannot be made: ${reason}`);
  mkdirSync(parent, { recursive: true });
  const scratch = mkdtempSync(join(parent, '.openaq-unfinished-'));
  const remove = () => rmSync(scratch, { recursive: true, force: true });
  const forget = atProcessEnd(remove);
  try {
    const whole = join(scratch, 'whole');
    const made = await make(whole, scratch);
    renameSync(whole, path);
    return made;
  } finally {
    remove();
    forget();
  }
};
