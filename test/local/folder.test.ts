import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localFolder, prepareFolder } from '../../local/folder';
import { createFolderStore } from '../../local/folder-store';

let scratch: string;
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'openaq-folder-'));
});
afterEach(() => rmSync(scratch, { recursive: true }));

describe('prepareFolder', () => {
  it('makes the folder and takes it again', () => {
    const folder = localFolder(join(scratch, 'a/b'));

    prepareFolder(folder, false);
    writeFileSync(join(folder.root, 'kept'), '');
    prepareFolder(folder, false);

    expect(existsSync(join(folder.root, 'kept'))).toBe(true);
  });

  it('empties its own folder when told to', () => {
    const folder = localFolder(scratch);
    prepareFolder(folder, false);
    writeFileSync(join(scratch, 'old'), '');

    prepareFolder(folder, true);

    expect(existsSync(join(scratch, 'old'))).toBe(false);
  });

  it('does not touch a folder that holds other files, fresh or not', () => {
    writeFileSync(join(scratch, 'thesis.doc'), 'years of work');

    for (const fresh of [false, true]) {
      expect(() => prepareFolder(localFolder(scratch), fresh)).toThrow(/holds other files/);
    }
    expect(readFileSync(join(scratch, 'thesis.doc'), 'utf8')).toBe('years of work');
  });

  it('says which folder is not writable', () => {
    writeFileSync(join(scratch, 'file'), '');

    expect(() => prepareFolder(localFolder(join(scratch, 'file/below')), false)).toThrow(
      expect.objectContaining({
        name: 'LocalFolderError',
        message: expect.stringMatching(/file\/below is not writable/),
      }),
    );
  });
});

describe('createFolderStore', () => {
  it('writes an object under its key, and over the one before', async () => {
    const store = createFolderStore(scratch);

    await store.put('airquality/Hanoi/data.parquet', Buffer.from('first'));
    await store.put('airquality/Hanoi/data.parquet', Buffer.from('second'));

    expect(readFileSync(join(scratch, 'airquality/Hanoi/data.parquet'), 'utf8')).toBe('second');
  });

  it('rejects with the transient error of the real store when the folder takes nothing', async () => {
    writeFileSync(join(scratch, 'airquality'), 'a file where a folder must be');

    await expect(createFolderStore(scratch).put('airquality/x', Buffer.from(''))).rejects.toMatchObject({
      name: 'ObjectStoreUnavailableError',
    });
  });
});
