import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createRecordedApi } from '../../local/openaq-replay/recorded-api';
import { startReplayServer } from '../../local/openaq-replay/server';
import { HANOI, HO_CHI_MINH_CITY } from '../support/air-quality';
import { readParquet } from '../support/parquet';
import { HistoryBuilder } from '../support/run-history';

const ROOT = join(__dirname, '../..');
const run = promisify(execFile);

interface FunctionAsset {
  readonly Type: string;
  readonly Properties: {
    readonly Code: { readonly S3Key: string };
    readonly Environment?: { readonly Variables: Record<string, unknown> };
  };
}

/** Loads a bundle as Lambda does, calls its handler once, and prints the result or the error as JSON. */
const INVOKE = `
  const [bundle, event] = process.argv.slice(1);
  Promise.resolve()
    .then(() => require(bundle).handler(JSON.parse(event), { getRemainingTimeInMillis: () => 900000 }))
    .then((result) => ({ result }), (error) => ({ error: { name: error.name, message: error.message } }))
    .then((outcome) => process.stdout.write('\\n' + JSON.stringify(outcome)));`;

let assembly: string;
let functions: FunctionAsset[];

beforeAll(async () => {
  assembly = mkdtempSync(join(tmpdir(), 'openaq-bundles-'));
  const { context } = JSON.parse(readFileSync(join(ROOT, 'cdk.json'), 'utf8'));
  await run(process.execPath, ['--require', 'tsx/cjs', 'bin/openaq-pipeline.ts'], {
    cwd: ROOT,
    env: { ...process.env, CDK_OUTDIR: assembly, CDK_CONTEXT_JSON: JSON.stringify(context) },
  });
  const template = readdirSync(assembly).find((file) => file.endsWith('.template.json')) ?? '';
  const { Resources } = JSON.parse(readFileSync(join(assembly, template), 'utf8')) as {
    Resources: Record<string, FunctionAsset>;
  };
  functions = Object.values(Resources).filter(({ Type }) => Type === 'AWS::Lambda::Function');
}, 120_000);
afterAll(() => rmSync(assembly, { recursive: true }));

/** The bundle of a service, and the variables of its template. */
const bundleOf = (service: string) => {
  const found = functions.find(
    ({ Properties }) => Properties.Environment?.Variables['POWERTOOLS_SERVICE_NAME'] === service,
  );
  const hash = found?.Properties.Code.S3Key.replace('.zip', '');
  return {
    file: join(assembly, `asset.${hash}`, 'index.js'),
    variables: found?.Properties.Environment?.Variables ?? {},
  };
};

/** Invokes the bundle of a service with its template's plain environment, and more. */
const invoke = async (service: string, event: unknown, environment: Record<string, string> = {}) => {
  const { file, variables } = bundleOf(service);
  const plain = Object.entries(variables).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  const { stdout } = await run(process.execPath, ['-e', INVOKE, file, JSON.stringify(event)], {
    cwd: assembly,
    env: { PATH: process.env['PATH'], AWS_REGION: 'ap-southeast-1', ...Object.fromEntries(plain), ...environment },
  });
  return { outcome: JSON.parse(stdout.split('\n').at(-1) ?? ''), log: stdout };
};

describe('the bundles that are deployed, each alone in a folder without node_modules', () => {
  // By `import * as z from 'zod'` alone 350 kB more, its languages; by the index of undici half a megabyte.
  it.each([
    ['plan-run', 200],
    ['extract', 1_200],
    ['summarize-extraction', 650],
    ['tell-failure', 600],
  ])('%s has at most %i kB, since a cold start compiles all of it', (service, kilobytes) => {
    expect(statSync(bundleOf(service).file).size).toBeLessThan(kilobytes * 1_000);
  });

  it('plan-run plans a run', async () => {
    const { outcome } = await invoke('plan-run', {
      input: { from: '2018-12-05', to: '2018-12-05' },
      executionName: 'bundle',
      startedAt: '2026-11-23T02:00:00.000Z',
      cities: [HANOI, HO_CHI_MINH_CITY],
    });

    expect(outcome.result).toMatchObject({ cities: 'Hanoi,Ho Chi Minh City' });
    expect(outcome.result.workItems).toHaveLength(2);
  });

  it('keeps the names of errors through minification, since Step Functions compares them', async () => {
    const { outcome } = await invoke('plan-run', {
      input: { from: 'yesterday' },
      executionName: 'bundle',
      startedAt: '2026-11-23T02:00:00.000Z',
      cities: [HANOI],
    });

    expect(outcome.error).toMatchObject({ name: 'InvalidRunInputError', message: expect.stringMatching(/yesterday/) });
  });

  it('names the variable that a function lacks', async () => {
    const { outcome } = await invoke('extract', {});

    expect(outcome.error).toMatchObject({
      name: 'InvalidEnvironmentError',
      message: expect.stringMatching(/BUCKET_NAME/),
    });
  });

  it('summarize-extraction emits its metrics in the embedded format', async () => {
    const { outcome, log } = await invoke(
      'summarize-extraction',
      {
        plan: {
          ...{
            runId: 'run-1',
            startedAt: '2018-12-06T01:30:00.000Z',
            cities: 'Hanoi',
            source: 'api',
            minExpectedRows: 1,
            next: null,
          },
          window: { start: '2018-12-05T00:00:00Z', end: '2018-12-06T00:00:00Z' },
        },
        items: [
          {
            ...{
              runId: 'run-1',
              city: 'Hanoi',
              window: { start: '2018-12-05T00:00:00Z', end: '2018-12-06T00:00:00Z' },
            },
            ...{ locations: 43, sensors: 1, skippedSensors: {}, requests: 2, rateLimitHits: 0, values: 24 },
            ...{ foreignLocations: 0, gaps: 0, unitChanges: 0, changedNames: 0 },
            ...{ nulledValues: { fill_code: 1 }, flaggedValues: 0, shadowedValues: 0, rows: 24 },
            ...{ keptRows: 0, keptDays: 0, objects: 2 },
          },
        ],
      },
      { BUCKET_NAME: 'bucket' },
    );

    expect(outcome.result).toMatchObject({ plan: { runId: 'run-1' }, extraction: { rows: 24, valuesNulled: 1 } });
    const metrics = log
      .split('\n')
      .filter((line) => line.includes('"_aws"'))
      .map((line) => JSON.parse(line));
    expect(metrics).toContainEqual(expect.objectContaining({ city: 'Hanoi', RowsExtracted: 24 }));
    expect(metrics[0]._aws.CloudWatchMetrics[0]).toMatchObject({
      Namespace: 'OpenAqPipeline',
      Dimensions: [['service', 'city']],
    });
  });

  it('extract reads the key from Secrets Manager, asks the API, and puts Parquet into the bucket', async () => {
    // Prepare: the two AWS services that it calls, answering as they do.
    const objects = new Map<string, Buffer>();
    const targets: unknown[] = [];
    const aws: Server = createServer(async (request, response) => {
      const body = Buffer.concat(await request.toArray());
      if (request.method === 'PUT') {
        objects.set(decodeURIComponent((request.url ?? '').split('?')[0] ?? ''), body);
        return response.writeHead(200, { etag: '"x"' }).end();
      }
      targets.push(request.headers['x-amz-target'], JSON.parse(body.toString()));
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
      return response.end(JSON.stringify({ SecretString: 'the-key' }));
    });
    await new Promise<void>((resolve) => aws.listen(0, '127.0.0.1', resolve));
    const api = await startReplayServer(createRecordedApi({ apiKey: 'the-key' }));

    // Act
    try {
      const window = { start: '2018-12-05T00:00:00Z', end: '2018-12-06T00:00:00Z' };
      const { outcome, log } = await invoke(
        'extract',
        { runId: 'run-1', city: HO_CHI_MINH_CITY, window, minRequestIntervalMs: 0 },
        {
          BUCKET_NAME: 'lake',
          OPENAQ_API_URL: api.url,
          OPENAQ_API_KEY_SECRET_ARN: 'arn:aws:secretsmanager:ap-southeast-1:123456789012:secret:key',
          AWS_ENDPOINT_URL: `http://127.0.0.1:${(aws.address() as AddressInfo).port}`,
          AWS_ACCESS_KEY_ID: 'test',
          AWS_SECRET_ACCESS_KEY: 'test',
        },
      );

      // Assess
      expect(outcome.result).toMatchObject({ done: true, rows: 24, requests: 3, objects: 3 });
      expect(targets[0]).toBe('secretsmanager.GetSecretValue');
      expect([...objects.keys()]).toEqual([
        '/lake/airquality/Ho_Chi_Minh_City/year=2018/month=12/day=05/data.parquet',
        '/lake/locations/Ho_Chi_Minh_City/data.parquet',
        '/lake/manifests/run-1/Ho_Chi_Minh_City-2018-12-05.parquet',
      ]);
      expect(await readParquet([...objects.values()][0] ?? Buffer.alloc(0))).toHaveLength(24);
      expect(log).not.toContain('the-key');
    } finally {
      await api.close();
      aws.close();
    }
  });

  it('tell-failure reads the history backwards, page by page as far as it must, and publishes one message', async () => {
    // Prepare: a history of three pages, of which the last is not needed.
    const history = new HistoryBuilder();
    history.add('ExecutionStarted');
    const entered = history.entered('Task', 'StartCrawler', { plan: { runId: 'run-1' } });
    history.failed('Glue.CrawlerRunningException', 'busy', history.add('TaskFailed', {}, entered));
    const events: object[] = [];
    for await (const page of history.read().newestFirst()) {
      events.push(...(page.events ?? []).map((event) => ({ timestamp: 1_543_968_000, ...event })));
    }
    const pages = [events.slice(0, 2), events.slice(2, 3), events.slice(3)];
    const asked: Record<string, unknown>[] = [];
    const published: URLSearchParams[] = [];
    const aws: Server = createServer(async (request, response) => {
      const body = Buffer.concat(await request.toArray()).toString();
      if (request.headers['x-amz-target'] === 'AWSStepFunctions.GetExecutionHistory') {
        asked.push(JSON.parse(body));
        response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' });
        return response.end(JSON.stringify({ events: pages[asked.length - 1], nextToken: `page ${asked.length}` }));
      }
      published.push(new URLSearchParams(body));
      response.writeHead(200, { 'content-type': 'text/xml' });
      return response.end('<PublishResponse><PublishResult><MessageId>m</MessageId></PublishResult></PublishResponse>');
    });
    await new Promise<void>((resolve) => aws.listen(0, '127.0.0.1', resolve));

    // Act
    try {
      const executionArn = 'arn:aws:states:ap-southeast-1:123456789012:execution:openaq-pipeline:run-1';
      const { outcome } = await invoke(
        'tell-failure',
        { detail: { executionArn, name: 'run-1', status: 'FAILED', input: '{}' } },
        {
          TOPIC_ARN: 'arn:aws:sns:ap-southeast-1:123456789012:alerts',
          AWS_ENDPOINT_URL: `http://127.0.0.1:${(aws.address() as AddressInfo).port}`,
          AWS_ACCESS_KEY_ID: 'test',
          AWS_SECRET_ACCESS_KEY: 'test',
        },
      );

      // Assess
      expect(outcome.result).toMatchObject({ state: 'StartCrawler', sentence: 'busy' });
      expect(asked).toEqual([
        { executionArn, reverseOrder: true, includeExecutionData: true, maxResults: 100 },
        { executionArn, reverseOrder: true, includeExecutionData: true, maxResults: 100, nextToken: 'page 1' },
      ]);
      expect(published.map((form) => [form.get('Action'), form.get('TopicArn'), form.get('Subject')])).toEqual([
        [
          'Publish',
          'arn:aws:sns:ap-southeast-1:123456789012:alerts',
          'OpenAQ pipeline: StartCrawler failed: Glue.CrawlerRunningException',
        ],
      ]);
      expect(published[0]?.get('Message')).toContain(
        "Wait until the other run's crawl has ended. Then redrive the run",
      );
    } finally {
      aws.close();
    }
  });
});
