import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PREFIXES } from '../../lambdas/shared/domain/object-keys';
import type { RunSummary } from '../../local/cli/run-summary';
import { lastJson, openaq, startOpenaq } from '../support/openaq-cli';
import { temporaryDirectory } from '../support/temporary-directory';

const folder = temporaryDirectory();
const commandIn = (dir: string): string[] => ['local', '--source', 'archive', '--json', '--dir', join(folder, dir)];

/** Runs to the end. */
const run = async (dir: string): Promise<Pick<RunSummary, 'rows' | 'factDigest'>> => {
  const result = await openaq(commandIn(dir));
  expect({ exitCode: result.exitCode, stderr: result.exitCode === 0 ? '' : result.stderr }).toMatchObject({
    exitCode: 0,
  });
  const { rows, factDigest } = lastJson<RunSummary>(result);
  return { rows, factDigest };
};

/** The keys of the lake in a folder. */
const keysIn = (dir: string): string[] => {
  const buckets = join(folder, dir, 's3');
  try {
    return existsSync(buckets) ? readdirSync(buckets, { recursive: true, encoding: 'utf8' }) : [];
  } catch {
    // Spark took a folder away meanwhile: the next look sees what there is.
    return [];
  }
};

/** Starts a run and kills it as soon as something can be seen of it, with what was started of it. */
const killWhen = async (dir: string, isSeen: (keys: readonly string[], output: string) => boolean): Promise<void> => {
  const { child, output, ended } = startOpenaq(commandIn(dir));
  while (!isSeen(keysIn(dir), output())) {
    if (child.exitCode !== null) throw new Error(`The run ended before it could be killed:\n${output()}`);
    await sleep(20);
  }
  child.kill('SIGKILL');
  await ended;
};

const SEEN: readonly (readonly [string, (keys: readonly string[], output: string) => boolean])[] = [
  ['while Spark computes', (keys) => keys.some((key) => key.includes(PREFIXES.archive))],
  [
    'while the days are put into their places',
    (keys) => keys.some((key) => /airquality\/.*\/data\.parquet$/.test(key)),
  ],
  ['while the facts are loaded', (_, output) => output.includes('LoadWarehouse')],
];

/** These tests start Spark: `node test/support/spark-tests.js` runs them. */
describe('a run from the archive that is killed', () => {
  let untroubled: Awaited<ReturnType<typeof run>>;
  beforeAll(async () => {
    untroubled = await run('untroubled');
  }, 600_000);

  it.each(SEEN)(
    '%s leaves, when it is started again, what an untroubled run leaves',
    async (what, isSeen) => {
      await killWhen(what, isSeen);

      expect(await run(what)).toEqual(untroubled);
    },
    600_000,
  );
});
