import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFolderStore, UNFINISHED } from '../../local/aws/s3/folder-store';
import { checkFolder, localFolder, openFolder } from '../../local/folder/folder';

let scratch: string;
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'openaq-folder-'));
});
afterEach(() => rmSync(scratch, { recursive: true }));

const open = (directory: string, fresh = false) => openFolder(localFolder(directory), 'openaq local', fresh);

/** The marker and the lock. */
const OWN_FILES = ['.openaq-local', 'lock.duckdb', 'lock.holder'];

describe('openFolder', () => {
  it('makes the folder and takes it again', async () => {
    const directory = join(scratch, 'a/b');

    (await open(directory))();
    writeFileSync(join(directory, 'kept'), '');
    (await open(directory))();

    expect(existsSync(join(directory, 'kept'))).toBe(true);
  });

  it('empties its own folder when told to', async () => {
    (await open(scratch))();
    writeFileSync(join(scratch, 'old'), '');

    (await open(scratch, true))();

    expect(readdirSync(scratch)).toEqual(OWN_FILES);
  });

  it.each([false, true])('does not touch a folder that is in use, fresh: %s', async (fresh) => {
    const close = await open(scratch);
    writeFileSync(join(scratch, 'in use'), '');

    await expect(open(scratch, fresh)).rejects.toThrow(
      expect.objectContaining({
        name: 'LocalFolderError',
        message: expect.stringMatching(
          /is in use by process \d+ \(openaq local, since .*\): wait until it ends, or give --dir/,
        ),
      }),
    );
    expect(existsSync(join(scratch, 'in use'))).toBe(true);
    close();
    (await open(scratch, fresh))();
    expect(existsSync(join(scratch, 'in use'))).toBe(!fresh);
  });

  it('does not touch a folder that holds other files, fresh or not', async () => {
    writeFileSync(join(scratch, 'thesis.doc'), 'years of work');

    for (const fresh of [false, true]) await expect(open(scratch, fresh)).rejects.toThrow(/holds other files/);
    expect(readdirSync(scratch)).toEqual(['thesis.doc']);
    expect(readFileSync(join(scratch, 'thesis.doc'), 'utf8')).toBe('years of work');
  });

  it('follows a link to a folder, and empties the folder, not the link', async () => {
    mkdirSync(join(scratch, 'target'));
    symlinkSync(join(scratch, 'target'), join(scratch, 'link'));
    (await open(join(scratch, 'link')))();
    writeFileSync(join(scratch, 'target/old'), '');

    (await open(join(scratch, 'link'), true))();

    expect(readdirSync(join(scratch, 'target'))).toEqual(OWN_FILES);
    expect(readdirSync(scratch).sort()).toEqual(['link', 'target']);
  });

  it('removes what an interrupted run left unfinished', async () => {
    (await open(scratch))();
    const bucket = join(scratch, 's3/lake');
    await createFolderStore(bucket).put('airquality/x', Buffer.from('whole'));
    writeFileSync(join(bucket, UNFINISHED, 'half'), 'ha');

    (await open(scratch))();

    expect(readdirSync(bucket)).toEqual(['airquality']);
  });
});

describe('checkFolder', () => {
  const refusal = (directory: string): string => {
    const began = Date.now();
    let message = 'not refused';
    try {
      checkFolder(localFolder(directory));
    } catch (error) {
      expect((error as Error).name).toBe('LocalFolderError');
      message = (error as Error).message;
    }
    expect(Date.now() - began).toBeLessThan(1_000);
    expect(message).not.toContain('\n');
    return message;
  };

  it('leaves nothing behind', () => {
    checkFolder(localFolder(join(scratch, 'a/b')));
    checkFolder(localFolder(scratch));

    expect(readdirSync(scratch)).toEqual([]);
  });

  it.each([
    ['below a file', () => 'file/below/it', /cannot be used: .*file is a file; give --dir another folder$/],
    ['that is a file', () => 'file', /file is a file/],
    ['that is a link to nothing', () => 'nothing', /nothing is a link to nothing/],
    ['below a link to nothing', () => 'nothing/below', /nothing is a link to nothing/],
    ['below a loop of links', () => 'loop/below', /leads through a loop of links/],
    ['with too long a name', () => 'x'.repeat(300), /is too long a name/],
    ['with too long a path', () => 'x/'.repeat(3_000), /is too long a name/],
  ])('refuses a folder %s at once, in one line', (_, path, message) => {
    writeFileSync(join(scratch, 'file'), '');
    symlinkSync(join(scratch, 'target'), join(scratch, 'nothing'));
    symlinkSync(join(scratch, 'loop'), join(scratch, 'loop'));

    expect(refusal(join(scratch, path()))).toMatch(message);
  });

  // Node's own recursive mkdir never ends in /proc.
  const onLinux = existsSync('/proc/self/stat') ? ['/proc/nope', '/proc/nope/a/b', '/sys/nope', '/dev/null/x'] : [];
  it.each(['', ...onLinux])('refuses %p at once, in one line', (path) => {
    expect(refusal(path)).toMatch(
      path === '' ? /^--dir is empty/ : /cannot be used: .*(?:takes no new folder|is not writable|is a file|read-only)/,
    );
  });

  it.each([
    ['lambda.log', /lambda\.log is a folder where a file must be/],
    ['catalog.json', /catalog\.json is a folder where a file must be/],
  ])('refuses a folder whose %s is a folder', async (name, message) => {
    (await open(scratch))();
    mkdirSync(join(scratch, name));

    expect(refusal(scratch)).toMatch(message);
  });

  it.each(['s3', 'warehouse', 'glue'])('refuses a folder whose %s is a file', async (name) => {
    (await open(scratch))();
    writeFileSync(join(scratch, name), '');

    expect(refusal(scratch)).toMatch(new RegExp(`${name} is a file where a folder must be`));
  });
});

describe('createFolderStore', () => {
  it('writes an object under its key, and over the one before', async () => {
    const store = createFolderStore(scratch);

    await store.put('airquality/Hanoi/data.parquet', Buffer.from('first'));
    await store.put('airquality/Hanoi/data.parquet', Buffer.from('second'));

    expect(readFileSync(join(scratch, 'airquality/Hanoi/data.parquet'), 'utf8')).toBe('second');
    expect(await store.get('airquality/Hanoi/data.parquet')).toEqual(Buffer.from('second'));
  });

  it('lists what is below a prefix, with the time at which it was written, and nothing where nothing is', async () => {
    const store = createFolderStore(scratch);
    for (const key of ['airquality/Hanoi/day=05/data.parquet', 'airquality/Hue/day=05/data.parquet'])
      await store.put(key, Buffer.from('hours'));

    const listed = await store.list('airquality/Hanoi/');

    const { mtimeMs } = statSync(join(scratch, 'airquality/Hanoi/day=05/data.parquet'));
    expect(listed).toEqual([{ key: 'airquality/Hanoi/day=05/data.parquet', writtenAtMs: mtimeMs }]);
    expect(await store.list('airquality/Da_Nang/')).toEqual([]);
  });

  it('keeps one of many puts of one key at once, whole', async () => {
    const store = createFolderStore(scratch);
    const bodies = Array.from({ length: 20 }, (_, index) => Buffer.alloc(300_000 + index * 50_000, index));

    await Promise.all(bodies.map((body) => store.put('locations/Hanoi/data.parquet', body)));

    const kept = readFileSync(join(scratch, 'locations/Hanoi/data.parquet'));
    expect(bodies.some((body) => body.equals(kept))).toBe(true);
    expect(readdirSync(join(scratch, UNFINISHED))).toEqual([]);
    expect(readdirSync(join(scratch, 'locations/Hanoi'))).toEqual(['data.parquet']);
  });

  it.each(['put', 'get', 'list'] as const)('rejects a %s with the transient error of the real store', async (call) => {
    writeFileSync(join(scratch, 'airquality'), 'a file where a folder must be');

    await expect(createFolderStore(scratch)[call]('airquality/x', Buffer.from(''))).rejects.toMatchObject({
      name: 'ObjectStoreUnavailableError',
    });
  });
});
