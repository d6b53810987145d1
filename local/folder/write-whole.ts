import { randomUUID } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Writes a file that appears whole or not at all, also when several processes write it at once; a crash leaves the old one.
 * Makes the folders that it needs.
 *
 * @param unfinished its name until it is whole, no other's. @default - one beside the file
 */
export const writeWhole = (
  file: string,
  content: string | Uint8Array,
  unfinished = `${file}.${randomUUID()}.unfinished`,
): void => {
  for (const path of [unfinished, file]) mkdirSync(dirname(path), { recursive: true });
  try {
    writeFileSync(unfinished, content);
    renameSync(unfinished, file);
  } finally {
    rmSync(unfinished, { force: true });
  }
};
