import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FAULT_CONFIGURATION, INPUT, WORLD } from '../support/fault-bench';
import type { TestServer } from '../support/http-server';
import { contentOf } from '../support/laptop-content';
import { openLaptop } from '../support/laptop-run';
import { openaq } from '../support/openaq-cli';
import { temporaryDirectory } from '../support/temporary-directory';
import { startWorld } from '../support/world';
import { BROKEN_WAREHOUSES, FULL_DISKS } from './broken-places-list';
import { titleOf } from './tried';

const root = temporaryDirectory();
let api: TestServer;
/** What happens when OpenAQ is asked for something. */
let whenAsked = (): void => {};

/** Runs the command as a person does, for one city, whose requests need no pace. */
const runCommand = (directory: string) =>
  openaq(
    ['local', '--dir', directory, '--api-url', api.url, '--city', 'Hanoi', '--from', INPUT.from, '--to', INPUT.to],
    { OPENAQ_API_KEY: 'key' },
  );

/** What is there after a run that nothing troubles. */
const contentIn = async (directory: string) => {
  const laptop = await openLaptop(directory, FAULT_CONFIGURATION, () => api.url);
  try {
    const run = await laptop.run(INPUT);
    expect(run).toMatchObject({ status: 'SUCCEEDED' });
    return await contentOf(laptop, run.plan?.runId);
  } finally {
    await laptop.close();
  }
};

const mount = (...args: readonly string[]): boolean => spawnSync('mount', args).status === 0;

describe('Faults of the place where a run keeps its things', () => {
  const whole = join(root, 'whole');
  const disk = join(root, 'disk');
  let untroubled: Awaited<ReturnType<typeof contentIn>>;
  beforeAll(async () => {
    api = await startWorld(() => {
      whenAsked();
      return WORLD;
    });
    untroubled = await contentIn(whole);
    mkdirSync(disk);
  });
  afterAll(() => api.close());
  afterEach(() => spawnSync('umount', [disk]));

  it.each(BROKEN_WAREHOUSES.map((broken, index) => [titleOf(broken), broken, index] as const))(
    '%s',
    async (_, { damage }, index) => {
      const directory = join(root, `broken-${index}`);
      cpSync(whole, directory, { recursive: true });
      damage(join(directory, 'warehouse', 'pgdata'));

      const { exitCode, stderr } = await runCommand(directory);

      expect(exitCode).toBe(1);
      expect(stderr).toMatch(
        /^\[FAIL\] {4}the warehouse in \S+ is damaged [^\n]+; delete the directory and run again\n$/,
      );
      rmSync(join(directory, 'warehouse'), { recursive: true });
      expect(await contentIn(directory)).toEqual(untroubled);
    },
  );

  it.each(FULL_DISKS.map((full) => [titleOf(full), full] as const))('%s', async (title, { size, filled, says }) => {
    if (!mount('-t', 'tmpfs', '-o', `size=${size}k`, 'tmpfs', disk)) {
      process.stderr.write(`Not tried, since only root may mount a small disk: ${title}\n`);
      return;
    }
    const directory = join(disk, 'laptop');
    const filler = join(disk, 'filler');
    const fill = () => {
      whenAsked = () => {};
      expect(() => writeFileSync(filler, Buffer.alloc(size * 1_024))).toThrow('ENOSPC');
    };
    if (filled !== undefined) cpSync(whole, directory, { recursive: true });
    if (filled === 'between two runs') fill();
    if (filled === 'while OpenAQ is asked') whenAsked = fill;

    const { exitCode, stdout, stderr } = await runCommand(directory);

    expect(exitCode).toBe(1);
    expect(stdout + stderr).toMatch(new RegExp(says, 'm'));
    expect(stdout + stderr).not.toMatch(/\n\s+at |\[object|undefined|delete/);
    rmSync(filler, { force: true });
    expect(mount('-o', 'remount,size=200m', disk)).toBe(true);
    expect(await contentIn(directory)).toEqual(untroubled);
  });
});
