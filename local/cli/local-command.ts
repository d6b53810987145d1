import { randomBytes } from 'node:crypto';
import { makeHandler as makePlanRun } from '../../lambdas/plan-run/handler';
import { parseEnvironment, planRunEnvironmentSchema } from '../../lambdas/shared/adapters/environment';
import type { RunSource } from '../../lambdas/shared/domain/run-source';
import type { Engine } from '../aws/glue/job';
import { environmentOf, type FunctionDefinition, functionsOf } from '../aws/lambda/functions';
import { localFolder, openFolder } from '../folder/folder';
import { compilePglite } from '../warehouse/pglite';
import { openWarehouse } from '../warehouse/warehouse';
import { type Configured, configuredOf } from '../workflow/configured';
import { quoteForShell } from '../workflow/laptop-place';
import { type LocalRun, planIn, redrivableOf, redriveLocally, runLocally } from '../workflow/run';
import { synthesize } from '../workflow/synthesis';
import { TemplateResolver } from '../workflow/template';
import { openApi, requireRecorded } from './api';
import { archiveOf, checkArchive } from './archive-source';
import { type BackfillResult, runToTheEnd, wholePlan } from './backfill';
import { hintAtBoxes } from './box-hints';
import { createConsole } from './console';
import { inFolder, REPLAYED_WEEK, TEMPLATES } from './defaults';
import { toJsonLine } from './printable';
import { sayWhenInterrupted } from './process-end';
import { type RunOptions, toRunInput } from './run-options';
import { reportRun } from './run-report';
import { summarize } from './run-summary';
import { printReport } from './terminal-report';

/** Options of `openaq local`, as commander gives them. */
export interface LocalOptions extends RunOptions {
  readonly apiUrl?: string;
  readonly dir: string;
  readonly engine: Engine;
  readonly source: RunSource;
  /** A folder that mirrors the archive's keys. */
  readonly archiveDir?: string;
  readonly fresh?: boolean;
  /** Goes on with the failed run of the folder. */
  readonly redrive?: boolean;
  readonly json?: boolean;
  /** Shows the run in the browser, and stays until Ctrl-C. */
  readonly watch?: boolean;
}

/** Without any choice the recording gives its week, any other source the configured hours before now. */
const withDefaults = (options: LocalOptions, isRecording: boolean): LocalOptions => {
  const { from, to, lookbackHours } = options;
  return isRecording && (from ?? to ?? lookbackHours) === undefined ? { ...options, ...REPLAYED_WEEK } : options;
};

/** Spark needs `.venv`; it is made at the first use. */
const preparePython = (option: string): void => {
  const { ensurePython } = require('../setup/ensure-python') as { ensurePython: () => string | undefined };
  const reason = ensurePython();
  if (reason !== undefined) throw new Error(`${option} needs Python packages that could not be installed: ${reason}`);
};

/** Plans the run by the workflow's first state, before anything is made. */
const planOf = async (input: unknown, functions: readonly FunctionDefinition[], { cities }: Configured) => {
  const settings = parseEnvironment(planRunEnvironmentSchema, environmentOf(functions, 'plan-run'));
  const planRun = makePlanRun({ settings, log: { info: () => {}, warn: () => {} } });
  return planRun({ input, executionName: 'check', startedAt: new Date().toISOString(), cities });
};

/** What starts a run in the folder, against the same API and on the same engine. */
const commandOf = (options: LocalOptions): string =>
  [
    inFolder('npx openaq local', options.dir),
    ...(options.apiUrl === undefined ? [] : ['--api-url', quoteForShell(options.apiUrl)]),
    ...(options.engine === 'spark' ? ['--engine', options.engine] : []),
    ...(options.source === 'archive' ? ['--source', options.source] : []),
    ...(options.archiveDir === undefined ? [] : ['--archive-dir', quoteForShell(options.archiveDir)]),
  ].join(' ');

/** A question that a person may paste after a run. It has no character that a shell reads within double quotes. */
const exampleQuestion = (schema: string): string =>
  `select city, cast(measurement_datetime as date) as day, round(avg(pm25), 1) as pm25 from ${schema}.fact_measurements group by 1, 2 order by 1, 2`;

/** Says how the run ended. @returns the exit code */
const conclude = async (
  result: BackfillResult,
  { warehouse, folder, console }: LocalRun,
  options: LocalOptions,
  configured: Configured,
): Promise<number> => {
  const { schema } = configured;
  hintAtBoxes(configured.cities, result.citiesWithoutStation, console);
  const loaded =
    result.status === 'SUCCEEDED' && result.plan ? { ...result.plan, runIds: result.runIds, schema } : undefined;
  const summary = await summarize(result, loaded, warehouse);
  if (loaded === undefined) {
    console.tagged('FAIL', `The run failed with ${summary.error?.name}; its handlers' log is ${folder.log}`);
    await reportRun(result, configured, { warehouse, folder, console });
  } else {
    await printReport(warehouse, loaded, console);
    console.plain('');
    const { rows, valuesChanged, factDigest } = summary;
    const change = valuesChanged === 0 ? 'nothing changed' : `${valuesChanged} values changed`;
    console.tagged('SUCCESS', `${rows.loaded} rows loaded, ${change}; digest of the facts in the window ${factDigest}`);
    await reportRun(result, configured, { warehouse, folder, console });
    console.tagged('INFO', `Files: ${folder.buckets}`);
    console.tagged('INFO', `Ask it: ${inFolder(`npx openaq query "${exampleQuestion(schema)}"`, options.dir)}`);
  }
  if (options.json) process.stdout.write(`${toJsonLine(summary)}\n`);
  return result.status === 'SUCCEEDED' ? 0 : 1;
};

/** Runs the pipeline. @returns the exit code */
const runOnce = async (options: LocalOptions): Promise<number> => {
  const { engine, source, archiveDir } = options;
  checkArchive(options);
  const console = createConsole(options.json ? process.stderr : process.stdout);
  const folder = localFolder(options.dir);
  compilePglite();
  const api = await openApi(options.apiUrl, process.env['OPENAQ_API_KEY'] || undefined);
  try {
    const isRecording = source === 'archive' ? archiveDir === undefined : api.isReplay;
    const resolver = new TemplateResolver(await synthesize(TEMPLATES));
    const functions = functionsOf(resolver);
    const configured = configuredOf(resolver, functions);
    const command = commandOf(options);
    const today = new Date().toISOString().slice(0, 10);
    const input = options.redrive ? undefined : toRunInput(withDefaults(options, isRecording), configured, today);
    const planned = input
      ? await planOf(input, functions, configured)
      : planIn(redrivableOf({ resolver, folder, command }).position.data);
    const plan = planned && wholePlan(planned);
    if (isRecording && plan) requireRecorded(plan, configured);
    if (engine === 'spark') preparePython('--engine spark');
    // A redrive goes on with the source that the run had.
    const readsArchive = (plan?.source ?? source) === 'archive';
    if (readsArchive) preparePython('--source archive');
    const close = await openFolder(folder, ['openaq', ...process.argv.slice(2)].join(' '), options.fresh === true);
    sayWhenInterrupted(`${folder.root} keeps what was loaded and extracted so far; the same command runs it again`);
    try {
      const archive = readsArchive && plan ? archiveOf(options, folder, plan) : undefined;
      const from = archive === undefined ? '' : `archive in ${archive}; locations from `;
      console.tagged('INFO', `Source: ${from}${api.description}`);
      const warehouse = await openWarehouse(folder.warehouse);
      try {
        const access = { apiUrl: api.url, apiKey: api.key, isPaced: !api.isReplay, command };
        const run = { resolver, functions, folder, warehouse, engine, archive, console, ...access };
        const name = `laptop-${randomBytes(3).toString('hex')}`;
        const first = await (input ? runLocally(run, input, name) : redriveLocally(run));
        const result = await runToTheEnd(run, first);
        return await conclude(result, run, options, configured);
      } finally {
        await warehouse.close();
      }
    } finally {
      close();
    }
  } finally {
    await api.close();
  }
};

/**
 * `openaq local`: the whole pipeline on this machine. Returns the exit code: 0 done, 1 the run failed. A wrong input
 * throws before anything is written. With `--watch` it goes on to show the run until Ctrl-C; the folder is free by then.
 */
export const localCommand = async (options: LocalOptions): Promise<number> => {
  if (!options.watch) return runOnce(options);
  // Not above: most runs are watched by nobody.
  const { keepWatching, openWatch } = require('./watch-command') as typeof import('./watch-command');
  const console = createConsole(process.stdout);
  const server = await openWatch(localFolder(options.dir), 0, console);
  try {
    const exitCode = await runOnce(options);
    await keepWatching(console);
    return exitCode;
  } finally {
    await server.close();
  }
};
