import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockDirectory } from '../../local/folder/directory-lock';
import { startOfProcess } from '../../local/folder/process-start';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'openaq-lock-'));
});
afterAll(() => rmSync(root, { recursive: true }));

let count = 0;
const newDirectory = (): string => {
  const directory = join(root, String(count++));
  mkdirSync(directory);
  return directory;
};

/** The number of a process that has ended. */
const deadPid = (): number => spawnSync(process.execPath, ['--version']).pid;

const lockOf = (pid: number, start: string): string =>
  JSON.stringify({ id: '0123456789abcdef', pid, start, purpose: 'openaq local', since: '2026-11-25T00:00:00.000Z' });

describe('lockDirectory', () => {
  it('keeps everybody else out, saying who holds the directory, until it is given back', () => {
    const directory = newDirectory();
    const unlock = lockDirectory(directory, 'openaq local --city Hanoi');

    expect(() => lockDirectory(directory, 'openaq query')).toThrow(
      expect.objectContaining({
        name: 'DirectoryInUseError',
        message: expect.stringMatching(
          new RegExp(
            `${directory} is in use by process ${process.pid} \\(openaq local --city Hanoi, since 20\\d\\d-.*Z\\)`,
          ),
        ),
      }),
    );
    unlock();
    lockDirectory(directory, 'openaq query')();
    expect(readdirSync(directory)).toEqual([]);
  });

  it.each([
    ['the lock of a process that has ended', () => lockOf(deadPid(), 'whenever')],
    ['the lock of a dead process whose number another process has now', () => lockOf(process.ppid, 'another start')],
    ['a lock of this process that nobody in it holds', () => lockOf(process.pid, startOfProcess(process.pid) ?? '')],
    ['the lock of an earlier version, a number, of a process that has ended', () => String(deadPid())],
    ['nonsense', () => '{"pid":'],
    ['an empty file', () => ''],
    ['null', () => 'null'],
  ])('takes over %s, and leaves nothing behind', (_, content) => {
    const directory = newDirectory();
    writeFileSync(join(directory, 'lock'), content());

    const unlock = lockDirectory(directory, 'openaq local');

    expect(() => lockDirectory(directory, 'openaq query')).toThrow(/is in use by process/);
    unlock();
    expect(readdirSync(directory)).toEqual([]);
  });

  it.each([
    ['as it is', () => lockOf(process.ppid, startOfProcess(process.ppid) ?? '')],
    ['of an earlier version, a number', () => String(process.ppid)],
  ])('respects the lock of another process that runs, %s', (_, content) => {
    const directory = newDirectory();
    writeFileSync(join(directory, 'lock'), content());

    expect(() => lockDirectory(directory, 'openaq local')).toThrow(`is in use by process ${process.ppid}`);
    expect(readFileSync(join(directory, 'lock'), 'utf8')).toBe(content());
  });

  it('does not take what is another’s by now when the lock was removed by hand', () => {
    const directory = newDirectory();
    const unlock = lockDirectory(directory, 'first');
    rmSync(join(directory, 'lock'));
    const unlockOther = lockDirectory(directory, 'second');

    unlock();

    expect(() => lockDirectory(directory, 'third')).toThrow(/second/);
    unlockOther();
  });

  it('refuses a damaged line of locks that leads back to itself, and says what to delete', () => {
    const directory = newDirectory();
    writeFileSync(join(directory, 'lock'), lockOf(deadPid(), ''));
    writeFileSync(join(directory, 'lock.0123456789abcdef'), lockOf(deadPid(), ''));

    expect(() => lockDirectory(directory, 'openaq local')).toThrow(
      /is damaged: delete the files lock and lock\.\* there/,
    );
  });
});

describe('lockDirectory among processes', () => {
  const CONTENDERS = 4;
  const TRIALS = 50;
  let contenders: ChildProcess[];

  const answers = async (message: object): Promise<string[]> => {
    const answered = contenders.map((contender) => once(contender, 'message'));
    for (const contender of contenders) contender.send(message);
    return (await Promise.all(answered)).map(([answer]) => answer as string);
  };

  beforeAll(async () => {
    contenders = Array.from({ length: CONTENDERS }, () =>
      spawn(process.execPath, ['--require', 'tsx/cjs', join(__dirname, '../support/lock-contender.ts')], {
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      }),
    );
    await Promise.all(contenders.map((contender) => once(contender, 'message')));
  });
  afterAll(() => {
    for (const contender of contenders) contender.kill();
  });

  it.each([
    ['a directory that nobody holds', []],
    ['a stale lock', ['lock']],
    ['a stale lock with a stale heir', ['lock', 'lock.0123456789abcdef']],
  ])('gives %s to exactly one of four, fifty times', async (_, files) => {
    const pid = deadPid();
    const outcomes: string[] = [];
    for (let trial = 0; trial < TRIALS; trial++) {
      const directory = newDirectory();
      for (const [index, file] of files.entries()) {
        const id = index === 0 ? '0123456789abcdef' : 'fedcba9876543210';
        writeFileSync(join(directory, file), lockOf(pid, 'whenever').replace('0123456789abcdef', id));
      }

      outcomes.push((await answers({ directory, at: Date.now() + 5 })).sort().join());

      await answers({});
      expect(readdirSync(directory)).toEqual([]);
    }
    expect(outcomes).toEqual(Array.from({ length: TRIALS }, () => 'lost,lost,lost,won'));
  });
});
