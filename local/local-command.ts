import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type Console, createConsole } from './console';
import { type LocalFolder, localFolder, prepareFolder } from './folder';
import { functionsOf } from './functions';
import type { Engine } from './glue/job';
import { describe } from './progress';
import { startReplayServer } from './replay/server';
import { printReport } from './report';
import { checkRunInput, runLocally } from './run';
import { summarize } from './summary';
import { synthesize } from './synthesis';
import { TemplateResolver } from './template';
import { openWarehouse } from './warehouse/warehouse';

/** Options of `openaq local`, as commander gives them. */
export interface LocalOptions {
  readonly from?: string;
  readonly to?: string;
  readonly city?: string[];
  readonly lookbackHours?: number;
  readonly apiUrl?: string;
  readonly dir: string;
  readonly engine: Engine;
  readonly fresh?: boolean;
  readonly json?: boolean;
}

/** A week of December 2018: nearly complete in both cities, with missing, invalid and empty hours left in. */
export const REPLAYED_WEEK = { from: '2018-12-05', to: '2018-12-11' } as const;

const LIVE_API = 'https://api.openaq.org';

interface Api {
  readonly url: string;
  readonly key: string;
  readonly description: string;
  readonly isReplay: boolean;
  close(): Promise<void>;
}

const openApi = async ({ apiUrl }: LocalOptions, key: string | undefined): Promise<Api> => {
  const nothingToClose = async () => {};
  if (apiUrl !== undefined) {
    return { url: apiUrl, key: key ?? 'laptop', description: apiUrl, isReplay: false, close: nothingToClose };
  }
  if (key !== undefined) return { url: LIVE_API, key, description: LIVE_API, isReplay: false, close: nothingToClose };
  const server = await startReplayServer({});
  const description = `recorded data, replayed at ${server.url} (set OPENAQ_API_KEY for the live API)`;
  return { url: server.url, key: 'replay', description, isReplay: true, close: () => server.close() };
};

/** The input that a person would give the state machine in the console. */
const toRunInput = ({ from, to, city, lookbackHours }: LocalOptions, isReplay: boolean): Record<string, unknown> => {
  const chosen = {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(lookbackHours === undefined ? {} : { lookbackHours }),
  };
  const window = isReplay && Object.keys(chosen).length === 0 ? REPLAYED_WEEK : chosen;
  return { ...window, ...(city === undefined ? {} : { cities: city }) };
};

/** The Spark engine needs `.venv`; it is made at the first use. */
const preparePython = (): void => {
  const { ensurePython } = require('../bin/ensure-python') as { ensurePython: () => string | undefined };
  const reason = ensurePython();
  if (reason !== undefined)
    throw new Error(`--engine spark needs Python packages that could not be installed: ${reason}`);
};

const execute = async (
  options: LocalOptions,
  folder: LocalFolder,
  api: Api,
  input: Record<string, unknown>,
  resolver: TemplateResolver,
  console: Console,
): Promise<number> => {
  const warehouse = await openWarehouse({ directory: folder.warehouse });
  try {
    const result = await runLocally(
      {
        ...{ resolver, functions: functionsOf(resolver), folder, warehouse, engine: options.engine, console },
        ...{ apiUrl: api.url, apiKey: api.key },
      },
      input,
      `laptop-${randomBytes(3).toString('hex')}`,
    );
    const summary = await summarize(result, warehouse);
    if (result.status === 'SUCCEEDED' && result.plan !== undefined) {
      await printReport(warehouse, result.plan.runId, result.plan.window, console);
      console.plain('');
      console.tagged(
        'SUCCESS',
        `${summary.rows.loaded} rows loaded; digest of the fact rows in the window ${summary.factDigest}`,
      );
      console.tagged('INFO', `Files: ${folder.buckets}`);
      console.tagged('INFO', `Warehouse: ${folder.warehouse} (openaq query "select ..." --local)`);
    } else if (summary.error !== null) {
      console.tagged('FAIL', `The run failed: ${describe(summary.error)}`);
    }
    if (options.json) process.stdout.write(`${JSON.stringify(summary)}\n`);
    return result.status === 'SUCCEEDED' ? 0 : 1;
  } finally {
    await warehouse.close();
  }
};

/**
 * `openaq local`: the whole pipeline on this machine. Returns the exit code: 0 done, 1 the run failed. A wrong input
 * throws before anything is written.
 */
export const localCommand = async (options: LocalOptions): Promise<number> => {
  const console = createConsole(options.json ? process.stderr : process.stdout);
  const folder = localFolder(options.dir);
  const api = await openApi(options, process.env['OPENAQ_API_KEY'] || undefined);
  try {
    const input = toRunInput(options, api.isReplay);
    const resolver = new TemplateResolver(await synthesize(join(__dirname, '../node_modules/.cache/openaq')));
    await checkRunInput(resolver, functionsOf(resolver), input);
    if (options.engine === 'spark') preparePython();
    prepareFolder(folder, options.fresh === true);
    console.tagged('INFO', `Source: ${api.description}`);
    return await execute(options, folder, api, input, resolver, console);
  } finally {
    await api.close();
  }
};
