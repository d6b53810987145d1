import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const SQL_DIRECTORY = join(__dirname, '..', '..', 'sql');

export interface SqlFile {
  /** Relative to sql/, such as `load/05_lock.sql`. */
  readonly path: string;
  readonly text: string;
}

/** The SQL files of a folder of sql/, in the order in which they run. */
export const sqlFilesIn = (folder: string): SqlFile[] =>
  readdirSync(join(SQL_DIRECTORY, folder))
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => ({
      path: `${folder}/${name}`,
      text: readFileSync(join(SQL_DIRECTORY, folder, name), 'utf8'),
    }));

/** The statements of a folder of sql/, in order. */
export const statementsIn = (folder: string): string[] => sqlFilesIn(folder).map(({ text }) => text);
