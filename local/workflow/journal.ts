import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StateMachineDefinition } from 'aws-local-stepfunctions';
import { isRecord, parseJson } from '../../lambdas/shared/domain/json';
import { toRunId } from '../../lambdas/shared/domain/plan';
import { version } from '../../package.json';
import { toJsonLine } from '../cli/printable';
import type { Execution } from './failed-run';
import type { EventLog } from './history';

/** Journals that a folder keeps; the oldest go. */
const MOST_JOURNALS = 20;

/** The end of a journal's name, behind the id of its run. */
export const JOURNAL = '.jsonl';

/** The first line of a journal: which run it is. */
export interface JournalHeader extends Omit<Execution, 'events'> {
  readonly type: 'Run';
  /** The process that runs it: a run that did not end and whose process is gone was killed. */
  readonly processId: number;
  /** What stands in for Glue. */
  readonly engine: string;
  /** Of this program. */
  readonly version: string;
  readonly definition: StateMachineDefinition;
}

/** A line behind the events: the run's row of load_audit, by column. */
export interface JournalAudit {
  readonly type: 'Audit';
  readonly row: Readonly<Record<string, unknown>>;
}

/** A line of a journal. */
export type JournalLine = JournalHeader | EventLog | JournalAudit;

/** What a journal tells of a run so far. */
export interface Journal {
  readonly header: JournalHeader;
  readonly events: readonly EventLog[];
}

/** Each iteration of a Map tells the whole input of the Map again, which would make a journal grow by its square. */
const lineOf = (line: JournalLine): string => {
  if (!('parentState' in line)) return `${toJsonLine(line)}\n`;
  const { parentState: _, ...rest } = line;
  return `${toJsonLine(rest)}\n`;
};

/** Adds a line. A disk that is full must not end a run whose console still works: who reads the journal misses a line. */
const append = (file: string, line: JournalLine): void => {
  try {
    appendFileSync(file, lineOf(line));
  } catch {
    // As above.
  }
};

const forgetOldest = (directory: string): void => {
  const journals = readdirSync(directory).filter((name) => name.endsWith(JOURNAL));
  for (const name of journals.sort().slice(0, -MOST_JOURNALS)) rmSync(join(directory, name), { force: true });
};

/**
 * Begins the journal of a run: what happens, a line of JSON each, as it happens, for who watches the run or looks back at it.
 * That of a redriven run begins anew with its earlier events.
 *
 * @param directory that of the journals, made where it is missing
 * @returns a function that adds an event
 */
export const beginJournal = (
  directory: string,
  definition: StateMachineDefinition,
  engine: string,
  { events, ...execution }: Execution,
): ((event: EventLog) => void) => {
  const file = join(directory, `${toRunId(execution.name, execution.startedAt)}${JOURNAL}`);
  const header: JournalHeader = { type: 'Run', ...execution, processId: process.pid, engine, version, definition };
  try {
    mkdirSync(directory, { recursive: true });
    writeFileSync(file, [header, ...events].map(lineOf).join(''));
    forgetOldest(directory);
  } catch {
    // As with a line that cannot be added.
  }
  return (event) => append(file, event);
};

/** Adds the run's row of load_audit to its journal. */
export const journalAudit = (directory: string, runId: string, row: JournalAudit['row']): void =>
  append(join(directory, `${runId}${JOURNAL}`), { type: 'Audit', row });

/** The journals of a folder, in no order. A line that a killed process left half is passed over. */
export const readJournals = (directory: string): Journal[] => {
  if (!existsSync(directory)) return [];
  const files = readdirSync(directory).filter((name) => name.endsWith(JOURNAL));
  return files.flatMap((name): Journal[] => {
    const lines = readFileSync(join(directory, name), 'utf8')
      .split('\n')
      .map(parseJson)
      .filter(isRecord) as unknown as readonly JournalLine[];
    const [header, ...others] = lines;
    if (header?.type !== 'Run') return [];
    return [{ header, events: others.filter((line) => line.type !== 'Run' && line.type !== 'Audit') }];
  });
};
