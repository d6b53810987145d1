import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '../folder/write-whole';
import type { Template } from './template';

/** Templates of configurations that nobody has used for so long are removed. */
const MAX_AGE_MS = 30 * 86_400_000;

const fileOf = (directory: string, fingerprint: string): string => join(directory, `${fingerprint}.json`);

/** The template with this fingerprint; undefined when there is none, or when the file is damaged. */
export const cachedTemplate = (directory: string, fingerprint: string): Template | undefined => {
  try {
    const template = JSON.parse(readFileSync(fileOf(directory, fingerprint), 'utf8')) as Partial<Template> | null;
    return template?.Resources instanceof Object ? (template as Template) : undefined;
  } catch {
    return undefined;
  }
};

const removeOld = (directory: string): void => {
  for (const name of readdirSync(directory)) {
    const path = join(directory, name);
    const { mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? {};
    // A process reads a template as a whole, at once: nobody is in the middle of one.
    if (mtimeMs !== undefined && Date.now() - mtimeMs > MAX_AGE_MS) rmSync(path, { recursive: true, force: true });
  }
};

/**
 * Keeps a template. Several processes may do so at once: each writes a file of its own and renames it, and they are equal.
 * A cache that cannot be written is no reason to fail.
 */
export const cacheTemplate = (directory: string, fingerprint: string, template: Template): void => {
  try {
    mkdirSync(directory, { recursive: true });
    removeOld(directory);
    writeWhole(fileOf(directory, fingerprint), JSON.stringify(template));
  } catch {
    // The next run synthesizes again.
  }
};
