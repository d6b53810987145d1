import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import type { Window } from '../../lambdas/shared/domain/window';
import { type RunSummary, summarize } from '../../local/cli/run-summary';
import type { LocalRunResult } from '../../local/workflow/run';
import { openaq } from '../support/openaq-cli';
import { readParquet } from '../support/parquet';
import { awaitStarted, type EndedExecution, execute } from './execution';
import { fireSchedule, readSchedule } from './schedule';
import { API_KEY, putKey, type Stage, useStage } from './stage';
import { type Mail, subscribe } from './topic';

/** A week that is nearly complete in both cities. */
const WEEK = { from: '2018-12-05', to: '2018-12-11' };

/** An object's rows without the instant at which they were read. */
type Content = Readonly<Record<string, unknown>>[];

const contentOf = async (body: Uint8Array): Promise<Content> =>
  (await readParquet(body)).map(({ extracted_at: _, ...row }) => row);

/** A key in which the run's id, which every run has for itself, is left out. */
const keyOf = (key: string): string => key.replace(/^manifests\/[^/]+\//, 'manifests/*/');

const lakeOfBucket = async ({ client, outputs }: Stage, prefix: string): Promise<Record<string, Content>> => {
  const s3 = new S3Client(client);
  const { BucketName: Bucket } = await outputs();
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: prefix }));
  const lake: Record<string, Content> = {};
  for (const { Key = '' } of Contents) {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    lake[keyOf(Key)] = await contentOf((await Body?.transformToByteArray()) ?? new Uint8Array());
  }
  return lake;
};

const lakeOfFolder = async (bucket: string, prefix: string): Promise<Record<string, Content>> => {
  const lake: Record<string, Content> = {};
  for (const name of readdirSync(join(bucket, prefix), { recursive: true, encoding: 'utf8' })) {
    if (extname(name) === '.parquet')
      lake[keyOf(prefix + name)] = await contentOf(readFileSync(join(bucket, prefix, name)));
  }
  return lake;
};

/** What the laptop's command prints of a run, asked of the deployed warehouse. */
const summaryOf = async ({ warehouse }: Stage, { output }: EndedExecution): Promise<RunSummary> => {
  const { plan } = JSON.parse(output ?? '{}') as { plan: { runId: string; window: Window; cities: string } };
  const run = { ...plan, runIds: [plan.runId], schema: 'openaq' };
  return summarize({ status: 'SUCCEEDED', plan, seconds: {} } as LocalRunResult, run, warehouse.warehouse);
};

const stage = useStage('run');
let nextMail: () => Promise<Mail>;
let week: EndedExecution;

beforeAll(async () => {
  nextMail = await subscribe(stage());
  await putKey(stage(), API_KEY);
});

describe('a run over a week', () => {
  it('succeeds under the roles of the stack, with every policy evaluated', async () => {
    week = await execute(stage(), 'week', WEEK);
    expect([week.status, week.cause]).toEqual(['SUCCEEDED', undefined]);
  });

  it('leaves the facts, the audit row and the objects that npm start leaves', async () => {
    const folder = join(stage().project, '.local');
    const laptop = await openaq(['local', '--json', '--dir', folder], {}, stage().project);
    const { runId: _, seconds: __, ...expected } = JSON.parse(laptop.stdout.trimEnd().split('\n').at(-1) ?? '');
    expect(await summaryOf(stage(), week)).toMatchObject(expected);
    expect(expected).toMatchObject({ status: 'SUCCEEDED', rows: { loaded: 335 } });

    const { BucketName = '' } = await stage().outputs();
    for (const prefix of ['airquality/', 'locations/', 'manifests/']) {
      const expectedLake = await lakeOfFolder(join(folder, 's3', BucketName), prefix);
      expect(Object.keys(expectedLake)).not.toHaveLength(0);
      expect(await lakeOfBucket(stage(), prefix)).toEqual(expectedLake);
    }
  });
});

describe('the daily schedule', () => {
  it('starts an execution under its role with the input of its target', async () => {
    expect((await readSchedule(stage())).ScheduleExpression).toBe('cron(30 1 * * ? *)');
    const execution = await awaitStarted(stage(), () => fireSchedule(stage()));
    const { scheduledTime } = JSON.parse(execution.input ?? '{}') as { scheduledTime: string };
    expect(scheduledTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    // The recording has nothing of yesterday, so the run finds no row, which is a failure: it says so.
    expect([execution.status, execution.error]).toEqual(['FAILED', 'LoadInvalidError']);
    const { subject, text } = await nextMail();
    expect(subject).toBe('OpenAQ pipeline: LoadInvalid failed: LoadInvalidError');
    expect(text).toContain('a redrive would end in LoadInvalid again');
  });
});
