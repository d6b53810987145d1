import { existsSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import type { Place } from '../../lambdas/shared/domain/failure-message';
import { parseJson } from '../../lambdas/shared/domain/json';
import type { LocalFolder } from '../folder/folder';
import { laptopPlace } from '../workflow/laptop-place';
import { type AnswerOptions, toAnswer } from './answer';
import { type Console, createConsole, type Tag } from './console';
import { inFolder } from './defaults';
import { auditRows, type ListedRun, listRuns } from './listed-runs';
import { readPastRuns } from './past-runs';
import { folderWithWarehouse, readWarehouse } from './read-warehouse';

/** Options of `openaq runs`. */
export interface RunsOptions extends AnswerOptions {
  readonly dir: string;
  /** How many, the newest first. */
  readonly limit: number;
}

/** Names and types of what is listed, for CSV and JSON. */
const COLUMNS: readonly (readonly [keyof ListedRun, typeName: string])[] = [
  ['run_id', 'text'],
  ['started_at', 'timestamp'],
  ['status', 'text'],
  ['window_start', 'timestamp'],
  ['window_end', 'timestamp'],
  ['cities', 'text'],
  ['rows_loaded', 'int8'],
  ['values_changed', 'int8'],
  ['engine', 'text'],
  ['version', 'text'],
  ['seconds', 'numeric'],
  ['fact_digest', 'text'],
  ['reason', 'text'],
];

const TAGS: Readonly<Record<string, Tag>> = { passed: 'OK', loaded: 'WARNING', interrupted: 'WARNING', failed: 'FAIL' };

/** The dates of a window, the last included, as --from and --to take them; undefined when the run has none. */
const datesOf = ({ window_start: start, window_end: end }: ListedRun): { from: string; to: string } | undefined => {
  if (start === null || end === null) return undefined;
  const last = new Date(Date.parse(`${end.replace(' ', 'T')}Z`) - 1).toISOString();
  return { from: start.slice(0, 10), to: last.slice(0, 10) };
};

/** The cities, and how many of their values are others than before. */
const effectOf = ({ cities, values_changed: changed }: ListedRun): string => {
  const change = changed === null ? [] : [changed === 0 ? 'nothing changed' : `${changed} values changed`];
  return [...(cities === null ? [] : [cities.replaceAll(',', ', ')]), ...change].join(': ');
};

/** What a person does about a run that did not pass, when something helps. */
const adviceOn = (run: ListedRun, redrivable: string | undefined, { redrive, startRun }: Place): string | undefined => {
  const { status, run_id: id, cities } = run;
  if (status === 'failed' && redrivable !== undefined && id?.endsWith(redrivable)) return redrive;
  return status === 'interrupted'
    ? startRun({ ...datesOf(run), ...(cities && { cities: cities.split(',') }) })
    : undefined;
};

const print = (run: ListedRun, advice: string | undefined, console: Console): void => {
  const { status, started_at: at, rows_loaded: rows, seconds, engine, version, fact_digest: digest, reason } = run;
  const said = ['passed', 'failed'].includes(status) ? [] : [status];
  const dates = datesOf(run);
  const head = [
    at.slice(0, 16),
    ...(dates ? [`${dates.from} to ${dates.to}`] : []),
    ...(rows === null ? [] : [`${rows} rows`]),
    ...said,
  ];
  console.tagged(TAGS[status] ?? 'INFO', head.join('  '));
  const made = [
    ...(seconds === null ? [] : [`${seconds} s`]),
    ...(engine === null ? [] : [engine]),
    ...(version === null ? [] : [`version ${version}`]),
    ...(digest === null ? [] : [`digest ${digest}`]),
  ].join(', ');
  const lines = [effectOf(run), made, status === 'passed' ? undefined : reason];
  for (const line of lines) if (line) console.below(line);
  if (advice !== undefined) console.advise(advice);
};

/** The execution that `--redrive` would go on with. */
const redrivableIn = ({ failedRun }: LocalFolder): string | undefined =>
  existsSync(failedRun)
    ? z.object({ name: z.string() }).safeParse(parseJson(readFileSync(failedRun, 'utf8'))).data?.name
    : undefined;

const heading = (shown: number, all: number): string =>
  shown === all
    ? 'Runs, the newest first; times in UTC'
    : `The newest ${shown} of ${all} runs (--limit shows more); times in UTC`;

/**
 * `openaq runs`: the runs of a folder with what they brought and how they ended, those that failed before they loaded and
 * those that were killed included. Returns the exit code.
 *
 * @throws LocalFolderError when there is no warehouse or a run is using it
 */
export const runsCommand = async ({ dir, limit, ...options }: RunsOptions): Promise<number> => {
  const folder = folderWithWarehouse(dir);
  const audit = await readWarehouse(dir, 'openaq runs', auditRows);
  const all = listRuns(audit, readPastRuns(folder.journals));
  const shown = all.slice(0, limit);
  if (options.json || options.csv || options.vertical) {
    const columns = COLUMNS.map(([name, typeName]) => ({ name, typeName }));
    const rows = shown.map((run) => COLUMNS.map(([name]) => run[name]));
    process.stdout.write(`${toAnswer({ columns, rows }, '', options)}\n`);
    return 0;
  }
  const console = createConsole(process.stdout);
  if (all.length === 0) console.tagged('INFO', `No run yet: ${inFolder('npx openaq local', dir)}`);
  else console.plain(heading(shown.length, all.length));
  const [redrivable, place] = [redrivableIn(folder), laptopPlace(inFolder('npx openaq local', dir), folder.log)];
  for (const run of shown) print(run, adviceOn(run, redrivable, place), console);
  return 0;
};
