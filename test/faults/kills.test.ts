import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleProgram, programEnvironment } from '../support/bundled-program';
import { FAULT_CONFIGURATION, INPUT, WORLD } from '../support/fault-bench';
import type { TestServer } from '../support/http-server';
import { contentOf, withoutAnswers } from '../support/laptop-content';
import { openLaptop } from '../support/laptop-run';
import { templateOf } from '../support/pipeline-template';
import type { RunToBeKilled } from '../support/run-to-be-killed';
import { temporaryDirectory } from '../support/temporary-directory';
import { startWorld } from '../support/world';
import { KILLS } from './kills-list';
import { titleOf } from './tried';

/** What the steps are drawn from: another seed kills in other steps. */
const SEED = Number(process.env['OPENAQ_KILL_SEED'] ?? 20_261_126);

const root = temporaryDirectory();
const templateFile = join(root, 'template.json');
const program = join(root, 'run-to-be-killed.cjs');

let api: TestServer;
/** Every step of a run, in order. */
let steps: string[];

/** Runs in a process of its own. */
const runProcess = async (name: string, killAt?: string) => {
  const told = { directory: join(root, name), templateFile, apiUrl: api.url, input: INPUT, ...(killAt && { killAt }) };
  const child = spawn(process.execPath, [program, JSON.stringify(told satisfies RunToBeKilled)], {
    env: programEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (text) => {
    stdout += text;
  });
  child.stderr.on('data', (text) => {
    stderr += text;
  });
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  return { code, signal, stdout, stderr, directory: told.directory };
};

/** The steps in the order in which they are drawn: by a hash of each with the seed. */
const drawn = (state: string): string[] => {
  const rank = (text: string): number =>
    [...`${SEED}${text}`].reduce(
      (hash, character) => Math.imul(hash ^ character.charCodeAt(0), 0x01000193),
      0x811c9dc5,
    );
  return steps.filter((step) => step.startsWith(`${state}: `)).sort((one, other) => rank(one) - rank(other));
};

/** The step of each kill. */
const stepOf = (index: number): string => {
  const { state } = KILLS[index] as (typeof KILLS)[0];
  return drawn(state)[index - KILLS.findIndex((kill) => kill.state === state)] as string;
};

/** Each dies while the one before is mended. */
const deaths: ReturnType<typeof runProcess>[] = [];
const deathOf = (index: number): ReturnType<typeof runProcess> => {
  deaths[index] ??= runProcess(`kill-${index}`, stepOf(index));
  return deaths[index];
};

describe('Faults of a process that is killed', () => {
  let untroubled: Awaited<ReturnType<typeof contentOf>>;
  /** What is there in a folder after a run. */
  const contentIn = async (directory: string, onlyMissing = false) => {
    const laptop = await openLaptop(directory, FAULT_CONFIGURATION, () => api.url);
    try {
      const run = await laptop.run({ ...INPUT, onlyMissing });
      expect(run).toMatchObject({ status: 'SUCCEEDED' });
      return await contentOf(laptop, run.plan?.runId);
    } finally {
      await laptop.close();
    }
  };

  beforeAll(async () => {
    await bundleProgram('run-to-be-killed.ts', program);
    writeFileSync(templateFile, JSON.stringify(templateOf(FAULT_CONFIGURATION).toJSON()));
    api = await startWorld(() => WORLD);
    const { stdout, stderr } = await runProcess('untroubled');
    const [status, ...all] = stdout.trimEnd().split('\n');
    if (status !== 'SUCCEEDED') throw new Error(`The run that nobody kills did not succeed:\n${stderr}`);
    steps = all;
    untroubled = await contentIn(join(root, 'never killed'));
  }, 120_000);
  afterAll(() => api.close());

  it.each(KILLS.map((kill, index) => [titleOf(kill), index] as const))('%s', async (_, index) => {
    const { signal, directory } = await deathOf(index);
    if (index + 1 < KILLS.length) void deathOf(index + 1);

    const [step, { onlyMissing }] = [stepOf(index), KILLS[index] as (typeof KILLS)[0]];
    const told = onlyMissing ? withoutAnswers : (content: typeof untroubled) => content;

    expect({ step, signal }).toEqual({ step, signal: 'SIGKILL' });
    expect({ step, ...told(await contentIn(directory, onlyMissing)) }).toEqual({ step, ...told(untroubled) });
    process.stderr.write(`Killed in ${step}, and mended\n`);
  });
});
