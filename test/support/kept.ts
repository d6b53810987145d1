import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '../../local/folder/write-whole';

const CACHE = join(__dirname, '..', '..', 'node_modules', '.cache');

/** A value that takes long to make and is the same as long as what it is made of is. */
interface Kept<Value> {
  /** The value, or undefined when none was kept of the same. */
  read(): Value | undefined;
  /** Keeps a value. @returns it */
  keep(value: Value): Value;
}

/**
 * Where this machine keeps a value, as JSON, for the next test run.
 *
 * @param kind of values: the folder in `node_modules/.cache`
 * @param madeOf everything that the value depends on
 */
export const kept = <Value>(kind: string, ...madeOf: readonly string[]): Kept<Value> => {
  const hash = createHash('sha256').update(JSON.stringify(madeOf)).digest('hex').slice(0, 32);
  const file = join(CACHE, kind, `${hash}.json`);
  return {
    read: () => (existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Value) : undefined),
    keep: (value) => {
      writeWhole(file, JSON.stringify(value));
      return value;
    },
  };
};
