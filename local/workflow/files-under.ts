import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The files of a folder and of those below it, sorted, without what Python compiles; a file's own path as it is. */
export const filesUnder = (path: string): string[] =>
  statSync(path).isDirectory()
    ? readdirSync(path)
        .filter((name) => name !== '__pycache__')
        .sort()
        .flatMap((name) => filesUnder(join(path, name)))
    : [path];
