import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

/** The files of a folder and of those below it, sorted, without what Python compiles; a file's own path as it is. */
const filesUnder = (path: string): string[] =>
  statSync(join(ROOT, path)).isDirectory()
    ? readdirSync(join(ROOT, path))
        .filter((name) => name !== '__pycache__')
        .sort()
        .flatMap((name) => filesUnder(join(path, name)))
    : [path];

/** Fingerprint of what a template is made of: files and folders of the project. @throws when one is not there */
export const fingerprintOf = (inputs: readonly string[]): string => {
  const hash = createHash('sha256');
  for (const file of inputs.flatMap(filesUnder)) {
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(ROOT, file)))
      .update('\0');
  }
  return hash.digest('hex').slice(0, 32);
};
