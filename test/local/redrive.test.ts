import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LocalCrawler } from '../../local/aws/glue/crawler';
import { LocalGlueJob } from '../../local/aws/glue/job';
import { LocalRedshiftData } from '../../local/aws/redshift-data/redshift-data';
import type { RunSummary } from '../../local/cli/run-summary';
import type { LocalRunResult } from '../../local/workflow/run';
import { jsonResponse, type TestServer } from '../support/http-server';
import { contentOf } from '../support/laptop-content';
import { useLaptop } from '../support/laptop-run';
import { lastJson, openaq } from '../support/openaq-cli';
import { TaskError } from '../support/scripted-run';
import { temporaryDirectory } from '../support/temporary-directory';
import { startWorld, worldLocation } from '../support/world';

const DAY = '2024-01-15T00:00:00Z';
/** One station in each of the two cities; the second has an hour without a value. */
const WORLD = [
  worldLocation(1, [105.8, 21], DAY, [10, 11, 12, 13]),
  worldLocation(2, [106.7, 10.8], DAY, [20, 21, null, 23]),
];
const INPUT = { from: '2024-01-15', to: '2024-01-15' };
/** One work item after the other, so that the first is done when the second fails. */
const CONFIGURATION = { extractConcurrency: 1 };

let api: TestServer;
let isDown = false;
/** OpenAQ does not serve the second city while it is down. */
const inSecondCity = ({ pathname, searchParams }: URL) =>
  pathname.startsWith('/v3/sensors/20') || (searchParams.get('bbox') ?? '').startsWith('106');
beforeAll(async () => {
  api = await startWorld(
    () => WORLD,
    (url) => (isDown && inSecondCity(url) ? jsonResponse(404, { detail: 'not here' }) : undefined),
  );
});
afterAll(() => api.close());
afterEach(() => {
  isDown = false;
  jest.restoreAllMocks();
});

const laptopOf = () => useLaptop(CONFIGURATION, () => api.url);

/** What fails once, in which step. */
const failSubmission = (step: string) => {
  const submit = LocalRedshiftData.prototype.batchExecuteStatement;
  let fails = 0;
  jest.spyOn(LocalRedshiftData.prototype, 'batchExecuteStatement').mockImplementation(async function (
    this: LocalRedshiftData,
    input: Parameters<typeof submit>[0],
  ) {
    if (fails === 0 && String(input.StatementName).endsWith(step)) {
      fails += 1;
      throw new TaskError('RedshiftData.ValidationException', 'the cluster is not there');
    }
    return submit.call(this, input);
  });
};
const failLoad = () => failSubmission('/LoadWarehouse');
const failJob = () => {
  const cause = { JobRunState: 'FAILED', ErrorMessage: 'ValueError: out of memory' };
  jest
    .spyOn(LocalGlueJob.prototype, 'startJobRunSync')
    .mockRejectedValueOnce(new TaskError('States.TaskFailed', cause));
};
const failCrawler = () => {
  jest
    .spyOn(LocalCrawler.prototype, 'startCrawler')
    .mockRejectedValueOnce(new TaskError('Glue.InternalServiceException', 'try later'));
};

describe('a run that failed and is redriven', () => {
  const untroubled = laptopOf();
  let clean: LocalRunResult;
  beforeAll(async () => {
    clean = await untroubled.run(INPUT);
    expect(clean).toMatchObject({ status: 'SUCCEEDED' });
  });

  describe.each([
    ['StartCrawler', failCrawler],
    ['TransformToStaging', failJob],
    ['LoadWarehouse', failLoad],
    ['ValidateLoad', () => failSubmission('/ValidateLoad')],
  ])('in %s', (state, failOnce) => {
    const laptop = laptopOf();

    it('leaves the same as a run that never failed, and asks OpenAQ nothing again', async () => {
      failOnce();
      const failed = await laptop.run(INPUT);
      const asked = api.requests.length;

      expect(failed).toMatchObject({ status: 'FAILED' });
      expect(failed.message).toContain(`failed in ${state}.`);
      expect(failed.message).toContain('edrive the run with npx openaq local --redrive: it ');

      const redriven = await laptop.redrive();

      expect(redriven).toMatchObject({ status: 'SUCCEEDED', plan: { runId: failed.plan?.runId } });
      expect(Object.keys(redriven.seconds)).not.toContain('Extract');
      expect(api.requests).toHaveLength(asked);
      expect(await contentOf(laptop, redriven.plan?.runId)).toEqual(await contentOf(untroubled, clean.plan?.runId));
      expect(existsSync(laptop.folder.failedRun)).toBe(false);
    });
  });

  describe('in one of two work items', () => {
    const laptop = laptopOf();

    it('is told again when it fails again, with the rows of both attempts', async () => {
      isDown = true;
      const first = await laptop.run(INPUT);
      const asked = api.requests.length;
      const second = await laptop.redrive();

      expect(first.message).toContain('What to do: Read the cause: OpenAQ has changed something');
      expect(first.message).toContain('Rows so far: 4 extracted by 1 of 2 work items');
      expect(second.message).toBe(first.message);
      expect(second).toMatchObject({ status: 'FAILED', plan: first.plan });
      expect(api.requests.slice(asked).every(({ url }) => inSecondCity(url))).toBe(true);
    });

    it('asks for the failed item alone, and leaves the same as a run that never failed', async () => {
      const asked = api.requests.length;

      const redriven = await laptop.redrive();

      expect(redriven).toMatchObject({ status: 'SUCCEEDED' });
      expect(api.requests.slice(asked).map(({ url }) => inSecondCity(url))).toEqual([true, true]);
      expect(await contentOf(laptop, redriven.plan?.runId)).toEqual(await contentOf(untroubled, clean.plan?.runId));
    });

    it('is redriven once: then there is nothing to redrive', async () => {
      await expect(laptop.redrive()).rejects.toMatchObject({
        name: 'RedriveRefusedError',
        message: `--redrive: no failed run is kept at ${laptop.folder.failedRun}`,
      });
    });
  });
});

describe('openaq local --redrive', () => {
  const folder = join(temporaryDirectory(), 'none');

  it.each(['--from 2024-01-15', '--to 2024-01-15', '--city Hanoi', '--lookback-hours 24', '--fresh'])(
    'refuses %s, because the failed run goes on with its own input',
    async (option) => {
      const { exitCode, stderr } = await openaq(['local', '--redrive', ...option.split(' '), '--dir', folder]);

      expect(exitCode).toBe(2);
      expect(stderr).toMatch(
        new RegExp(`^error: option '--redrive' cannot be used with option '${option.split(' ')[0]}`),
      );
    },
  );

  it('makes nothing where there is no failed run', async () => {
    const { exitCode, stdout, stderr } = await openaq(['local', '--redrive', '--dir', folder]);

    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toBe(`[FAIL]    --redrive: no failed run is kept at ${folder}/failed-run.json\n`);
    expect(existsSync(folder)).toBe(false);
  });

  it('goes on with the run that failed, in another process, and ends as any run', async () => {
    const args = ['local', '--json', '--dir', folder];
    isDown = true;
    const failed = await openaq([...args, '--api-url', api.url, '--from', INPUT.from, '--to', INPUT.to]);
    isDown = false;
    const redriven = await openaq([...args, '--api-url', api.url, '--redrive']);

    expect({ failed: failed.exitCode, redriven: redriven.exitCode }).toEqual({ failed: 1, redriven: 0 });
    expect(failed.stderr).toContain(
      `redrive the run with npx openaq local --dir ${folder} --api-url ${api.url} --redrive: it extracts again`,
    );
    const { runId } = lastJson<RunSummary>(failed);
    expect(lastJson<RunSummary>(redriven)).toMatchObject({ status: 'SUCCEEDED', runId, rows: { extracted: 8 } });
    expect(redriven.stderr).not.toMatch(/PlanRun|redrive: /);
  });
});

describe('a run that cannot be redriven', () => {
  const laptop = laptopOf();

  it('because its SQL failed is to be run again, and the refusal says how', async () => {
    const failed = { Id: 'any', Status: 'FAILED', Error: 'ERROR: disk full' };
    const describeStatement = LocalRedshiftData.prototype.describeStatement;
    let looks = 0;
    jest.spyOn(LocalRedshiftData.prototype, 'describeStatement').mockImplementation(async function (
      this: LocalRedshiftData,
      input,
    ) {
      looks += 1;
      return looks === 3 ? (failed as never) : describeStatement.call(this, input);
    });
    const { message } = await laptop.run(INPUT);
    const newRun = 'run it again: npx openaq local --from 2024-01-15 --to 2024-01-15';

    expect(message).toContain(`Then ${newRun}; a redrive would end in ValidateLoadFailed again.`);
    await expect(laptop.redrive()).rejects.toThrow(
      `--redrive: the run test-1 failed in ValidateLoadFailed, where it would end again; ${newRun}`,
    );
  });

  it('because the state machine is another now is to be run again', async () => {
    failLoad();
    await laptop.run(INPUT);

    await expect(laptop.redrive({ extractConcurrency: 2 })).rejects.toThrow(
      '--redrive: the state machine has changed since the run test-2 failed; run it again: npx openaq local --from 2024-01-15 --to 2024-01-15',
    );
  });

  it('is forgotten when another run of the folder succeeds', async () => {
    expect(await laptop.run(INPUT)).toMatchObject({ status: 'SUCCEEDED' });

    await expect(laptop.redrive()).rejects.toThrow('no failed run is kept');
  });

  it('because what is kept of it is damaged is to be run again', async () => {
    writeFileSync(laptop.folder.failedRun, '{"name": "test-');

    await expect(laptop.redrive()).rejects.toThrow('is damaged; run it again: npx openaq local');
  });

  it('leaves nothing half written behind', () => {
    expect(readdirSync(laptop.folder.root).filter((name) => name.includes('unfinished'))).toEqual([]);
  });
});
