import { join } from 'node:path';
import { functionsOf } from '../../local/aws/lambda/functions';
import { toAnswer } from '../../local/cli/answer';
import { type BackfillResult, runToTheEnd } from '../../local/cli/backfill';
import { createConsole } from '../../local/cli/console';
import { type LocalFolder, localFolder, openFolder } from '../../local/folder/folder';
import { openWarehouse, type Warehouse } from '../../local/warehouse/warehouse';
import { configuredOf } from '../../local/workflow/configured';
import type { Conditions } from '../../local/workflow/interpreter';
import { type LocalRun, type LocalRunResult, redriveLocally, runLocally } from '../../local/workflow/run';
import { type Template, TemplateResolver } from '../../local/workflow/template';
import { fakeArchiveJob } from './fake-archive-job';
import { templateOf } from './pipeline-template';
import { temporaryDirectory } from './temporary-directory';

/** A laptop in a temporary folder: runs the synthesized state machine of a configuration against an API. */
export interface Laptop {
  readonly folder: LocalFolder;
  /** Executes the state machine with the input that a person would give in the console. */
  run(input: Record<string, unknown>): Promise<LocalRunResult>;
  /** The same, and each run that the one before has started. */
  backfill(input: Record<string, unknown>): Promise<BackfillResult>;
  /** Goes on with the run that failed, under another configuration where one is given. */
  redrive(openaq?: object): Promise<LocalRunResult>;
  /** Rows of a query on the laptop's warehouse. */
  query(sql: string): Promise<unknown[][]>;
  /** The laptop's own warehouse, undisturbed. */
  warehouse(): Warehouse;
  /** What `openaq query` prints of a query. */
  answer(sql: string): Promise<string>;
  /** Everything that was printed, without colours. */
  printed(): string;
}

/** What goes wrong on a laptop, looked up when a run starts. */
export interface Disturbance extends Conditions {
  /** The warehouse as the run has it. @default - as it is */
  readonly warehouse?: (warehouse: Warehouse) => Warehouse;
}

/** A laptop in a folder; `apiUrl` and `disturbance` are read when a run starts. Whoever opens it closes it. */
export const openLaptop = async (
  directory: string,
  openaq: object,
  apiUrl: () => string,
  disturbance: () => Disturbance = () => ({}),
): Promise<Laptop & { close(): Promise<void> }> => {
  const folder = localFolder(directory);
  const lines: string[] = [];
  let runs = 0;
  const closeFolder = await openFolder(folder, 'a test', false);
  const warehouse = await openWarehouse(folder.warehouse);
  const localRun = (configuration: object): LocalRun => {
    const resolver = new TemplateResolver(templateOf(configuration).toJSON() as Template);
    const { warehouse: disturbed = (whole) => whole, ...conditions } = disturbance();
    const stream = { write: (text: string) => lines.push(text) } as unknown as NodeJS.WritableStream;
    const functions = functionsOf(resolver);
    return {
      resolver,
      functions,
      spark: fakeArchiveJob(apiUrl, () => configuredOf(resolver, functions).cities),
      folder,
      warehouse: disturbed(warehouse),
      engine: 'duckdb',
      apiUrl: apiUrl(),
      apiKey: 'key',
      // The server is this machine's own.
      isPaced: false,
      command: 'npx openaq local',
      console: createConsole(stream),
      conditions,
    };
  };
  return {
    folder,
    run: async (input) => {
      runs += 1;
      return runLocally(localRun(openaq), input, `test-${runs}`);
    },
    backfill: async (input) => {
      runs += 1;
      const run = localRun(openaq);
      return runToTheEnd(run, await runLocally(run, input, `test-${runs}`));
    },
    redrive: async (configuration = openaq) => redriveLocally(localRun(configuration)),
    query: async (sql) => (await warehouse.query(sql)).rows,
    warehouse: () => warehouse,
    answer: async (sql) => toAnswer(await warehouse.query(sql), sql, {}),
    printed: () => lines.join(''),
    close: async () => {
      await warehouse.close();
      closeFolder();
    },
  };
};

/** A laptop for a whole `describe`, as `openLaptop` makes it in a temporary folder. */
export const useLaptop = (openaq: object, apiUrl: () => string, disturbance?: () => Disturbance): Laptop => {
  const directory = join(temporaryDirectory(), 'laptop');
  let laptop: Awaited<ReturnType<typeof openLaptop>>;
  beforeAll(async () => {
    laptop = await openLaptop(directory, openaq, apiUrl, disturbance);
  });
  afterAll(() => laptop?.close());
  return {
    folder: localFolder(directory),
    run: (input) => laptop.run(input),
    backfill: (input) => laptop.backfill(input),
    redrive: (configuration) => laptop.redrive(configuration),
    query: (sql) => laptop.query(sql),
    warehouse: () => laptop.warehouse(),
    answer: (sql) => laptop.answer(sql),
    printed: () => laptop.printed(),
  };
};
