import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MEMORY = '/dev/shm';

/** Of the dearest test file, twice over: folders of 26 MB, thirty of them. */
const ROOM_BYTES = 2e9;

const hasRoom = (directory: string): boolean => {
  try {
    const { bavail, bsize } = statfsSync(directory);
    return bavail * bsize > ROOM_BYTES;
  } catch {
    return false;
  }
};

/** In memory where there is room: to make a file and to remove it takes a tenth of the CPU of a disk's (2026-11-26). */
const PARENT = hasRoom(MEMORY) ? MEMORY : tmpdir();

/** A folder that is gone after the test file. */
export const temporaryDirectory = (): string => {
  const directory = mkdtempSync(join(PARENT, 'openaq-test-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
};
