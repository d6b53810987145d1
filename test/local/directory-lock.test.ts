import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isLockFile, lockDirectory } from '../../local/folder/directory-lock';
import { bundleProgram, programEnvironment } from '../support/bundled-program';
import { temporaryDirectory } from '../support/temporary-directory';

const root = temporaryDirectory();
const program = join(root, 'lock-contender.cjs');
beforeAll(() => bundleProgram('lock-contender.ts', program));

let count = 0;
const newDirectory = (): string => {
  const directory = join(root, String(count++));
  mkdirSync(directory);
  return directory;
};

/** A process of `lock-contender.ts`, when it is ready. */
const startContender = async (): Promise<ChildProcess> => {
  const contender = spawn(process.execPath, [program], {
    env: programEnvironment(),
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await once(contender, 'message');
  return contender;
};

const tell = async (contender: ChildProcess, message: object): Promise<string[]> => {
  const answered = once(contender, 'message');
  contender.send(message);
  return (await answered)[0] as string[];
};

/** A process takes the directories, and is killed. */
const takeAndDie = async (directories: readonly string[]): Promise<void> => {
  const holder = await startContender();
  expect(new Set(await tell(holder, { directories }))).toEqual(new Set(['won']));
  holder.kill('SIGKILL');
  await once(holder, 'exit');
};

describe('lockDirectory', () => {
  it('keeps everybody else out, saying who holds the directory, until it is given back', async () => {
    const directory = newDirectory();
    const unlock = await lockDirectory(directory, 'openaq local --city Hanoi');

    await expect(lockDirectory(directory, 'openaq query')).rejects.toThrow(
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
    (await lockDirectory(directory, 'openaq query'))();
    expect(readdirSync(directory).filter((name) => !isLockFile(name))).toEqual([]);
  });

  it('knows a directory by another name', async () => {
    const directory = newDirectory();
    symlinkSync(directory, `${directory}-link`);
    const unlock = await lockDirectory(directory, 'first');

    await expect(lockDirectory(`${directory}-link`, 'second')).rejects.toThrow('first');
    unlock();
  });

  it('says which other process holds the directory, and takes it over when that was killed', async () => {
    const directory = newDirectory();
    const holder = await startContender();
    await tell(holder, { directories: [directory] });

    await expect(lockDirectory(directory, 'openaq local')).rejects.toThrow(
      `${directory} is in use by process ${holder.pid} (contending, since 20`,
    );
    holder.kill('SIGKILL');
    await once(holder, 'exit');

    (await lockDirectory(directory, 'openaq local'))();
  });

  it('does not blame the holder before for what a newer one, still without words, holds', async () => {
    const directory = newDirectory();
    const holder = await startContender();
    await tell(holder, { directories: [directory] });
    writeFileSync(join(directory, 'lock.holder'), 'process 1 (openaq local, since 2026-11-25T00:00:00.000Z)');

    await expect(lockDirectory(directory, 'openaq query')).rejects.toThrow(
      new RegExp(`is in use by process ${holder.pid}$`),
    );
    holder.kill();
    await once(holder, 'exit');
  });

  it('names a lock file that is damaged', async () => {
    const directory = newDirectory();
    writeFileSync(join(directory, 'lock.duckdb'), '');

    await expect(lockDirectory(directory, 'openaq local')).rejects.toThrow(`${directory}/lock.duckdb`);
  });
});

describe('lockDirectory among processes', () => {
  const CONTENDERS = 4;
  const TRIALS = 50;
  let contenders: ChildProcess[];

  const tellAll = (message: object): Promise<string[][]> =>
    Promise.all(contenders.map((contender) => tell(contender, message)));

  beforeAll(async () => {
    contenders = await Promise.all(Array.from({ length: CONTENDERS }, startContender));
  });
  afterAll(() => {
    for (const contender of contenders) contender.kill();
  });

  it.each([
    ['a directory that nobody held', 0],
    ['a directory whose holder was killed', 1],
    ['a directory whose holder was killed, and the one after it', 2],
  ])('gives %s to exactly one of four, fifty times', async (_, killed) => {
    const directories = Array.from({ length: TRIALS }, newDirectory);
    for (let holder = 0; holder < killed; holder++) await takeAndDie(directories);

    const outcomes: string[] = [];
    for (const directory of directories) {
      const answers = await tellAll({ directories: [directory], at: Date.now() + 5 });
      outcomes.push(answers.flat().sort().join());
      await tellAll({});
    }

    expect(outcomes).toEqual(Array.from({ length: TRIALS }, () => 'lost,lost,lost,won'));
  });
});
