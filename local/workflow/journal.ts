import { appendFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { StateMachineDefinition } from 'aws-local-stepfunctions';
import * as z from 'zod';
import { isRecord } from '../../lambdas/shared/domain/json';
import { toRunId } from '../../lambdas/shared/domain/plan';
import { version } from '../../package.json';
import { toJsonLine } from '../cli/printable';
import { writeWhole } from '../folder/write-whole';
import { type Execution, executionSchema } from './failed-run';
import type { EventLog } from './history';

/** Journals that a folder keeps; the oldest go. */
const MOST_JOURNALS = 20;

/** The end of a journal's name, behind the id of its run. */
export const JOURNAL = '.jsonl';

const headerSchema = executionSchema.omit({ events: true }).extend({
  type: z.literal('Run'),
  /** The process that runs it: a run that did not end and whose process is gone was killed. */
  processId: z.int(),
  /** What stands in for Glue. */
  engine: z.string(),
  /** Of this program. */
  version: z.string(),
  definition: z.custom<StateMachineDefinition>((value) => isRecord(value) && isRecord(value['States'])),
});

/** The first line of a journal: which run it is. */
export type JournalHeader = z.infer<typeof headerSchema>;

/** A line behind the events: the run's row of load_audit, by column. */
export interface JournalAudit {
  readonly type: 'Audit';
  readonly row: Readonly<Record<string, unknown>>;
}

/** A line behind the events of a run that failed: what was told of it, as it stands on the console. */
export interface JournalMessage {
  readonly type: 'Message';
  readonly message: string;
}

/** A line of a journal. */
export type JournalLine = JournalHeader | EventLog | JournalMessage | JournalAudit;

/** What a journal tells of a run so far. */
export interface Journal {
  readonly header: JournalHeader;
  readonly events: readonly EventLog[];
  /** The run's row of load_audit; undefined until it ended, and where it never loaded. */
  readonly audit: JournalAudit['row'] | undefined;
  /** What was told of the run when it failed; undefined where nothing was. */
  readonly message: string | undefined;
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
 * @returns a function that adds a line
 */
export const beginJournal = (
  directory: string,
  definition: StateMachineDefinition,
  engine: string,
  { events, ...execution }: Execution,
): ((line: JournalLine) => void) => {
  const file = join(directory, `${toRunId(execution.name, execution.startedAt)}${JOURNAL}`);
  const header: JournalHeader = { type: 'Run', ...execution, processId: process.pid, engine, version, definition };
  try {
    // In place of that of the run's earlier tries, so that who reads it sees that it is another file.
    writeWhole(file, [header, ...events].map(lineOf).join(''));
    forgetOldest(directory);
  } catch {
    // As with a line that cannot be added.
  }
  return (line) => append(file, line);
};

/** Adds the run's row of load_audit to its journal. */
export const journalAudit = (directory: string, runId: string, row: JournalAudit['row']): void =>
  append(join(directory, `${runId}${JOURNAL}`), { type: 'Audit', row });

/** What the lines of a journal tell; undefined where they are of something else, or of a version that had other headers. */
export const journalOf = (lines: readonly Readonly<Record<string, unknown>>[]): Journal | undefined => {
  const [first, ...others] = lines;
  const { data: header } = headerSchema.safeParse(first);
  if (header === undefined) return undefined;
  const events: EventLog[] = [];
  let audit: Journal['audit'];
  let message: Journal['message'];
  for (const line of others as unknown as readonly JournalLine[]) {
    if (line.type === 'Audit') audit = line.row;
    else if (line.type === 'Message') message = line.message;
    else if (line.type !== 'Run') events.push(line);
  }
  return { header, events, audit, message };
};
