import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { isRecord, parseJson } from '../../lambdas/shared/domain/json';

/** Reads a file of JSON lines as it grows. */
export class LineTail {
  #offset = 0;
  #inode = 0;
  /** The beginning of a line of which the rest is not written yet. */
  #rest = Buffer.alloc(0);

  constructor(private readonly file: string) {}

  /**
   * The objects of the lines that were added since it was asked last; what is no JSON object is left out, as is a file that
   * is not there.
   *
   * @returns `isAnew` when the file is another one than before, or was emptied: then its lines are all of it
   */
  read(): { readonly lines: Record<string, unknown>[]; readonly isAnew: boolean } {
    const descriptor = this.#open();
    if (descriptor === undefined) return { lines: [], isAnew: false };
    try {
      const { size, ino } = fstatSync(descriptor);
      const isAnew = ino !== this.#inode || size < this.#offset;
      if (isAnew) {
        this.#offset = 0;
        this.#inode = ino;
        this.#rest = Buffer.alloc(0);
      }
      const added = Buffer.alloc(size - this.#offset);
      this.#offset += readSync(descriptor, added, 0, added.length, this.#offset);
      return { lines: this.#linesIn(added), isAnew };
    } finally {
      closeSync(descriptor);
    }
  }

  #open(): number | undefined {
    try {
      return statSync(this.file).isFile() ? openSync(this.file, 'r') : undefined;
    } catch {
      return undefined;
    }
  }

  #linesIn(added: Buffer): Record<string, unknown>[] {
    const text = Buffer.concat([this.#rest, added]);
    const end = text.lastIndexOf('\n') + 1;
    this.#rest = text.subarray(end);
    return text.subarray(0, end).toString().split('\n').map(parseJson).filter(isRecord);
  }
}
