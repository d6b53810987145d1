import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { EventLog } from '../workflow/history';
import { JOURNAL, type JournalAudit, type JournalHeader, type JournalLine } from '../workflow/journal';
import { type Visit, visitsOf } from '../workflow/visits';
import { LineTail } from './line-tail';

/** How a run stands, in AWS's words. `ABORTED` when its process is gone and it did not end. */
export type RunStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'ABORTED';

/** A run as its journal tells it so far. */
export interface WatchedRun extends Omit<JournalHeader, 'type'> {
  /** Its id, by which the audit knows it. */
  readonly id: string;
  readonly status: RunStatus;
  readonly events: readonly EventLog[];
  readonly visits: readonly Visit[];
  /** Its row of load_audit by column; undefined until it ended, and where it never loaded. */
  readonly audit: JournalAudit['row'] | undefined;
  /** What was told of it when it failed, and what to do; undefined where nothing was. */
  readonly message: string | undefined;
  /** Milliseconds since the epoch. */
  readonly startedAtMs: number;
  /** When it ended; null while it runs. */
  readonly endedAtMs: number | null;
}

/** Signal 0 only asks whether there is such a process; one of another user answers EPERM. */
const isAlive = (processId: number): boolean => {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

const statusOf = ({ processId }: JournalHeader, last: EventLog | undefined): RunStatus => {
  if (last?.type === 'ExecutionSucceeded') return 'SUCCEEDED';
  if (last?.type === 'ExecutionFailed') return 'FAILED';
  return isAlive(processId) ? 'RUNNING' : 'ABORTED';
};

/** A journal that is read as it grows. */
class Journal {
  readonly #tail: LineTail;
  #header: JournalHeader | undefined;
  #audit: JournalAudit['row'] | undefined;
  #message: string | undefined;
  #events: EventLog[] = [];

  constructor(
    file: string,
    private readonly id: string,
  ) {
    this.#tail = new LineTail(file);
  }

  /** Takes in what was added. @returns whether anything was */
  refresh(): boolean {
    const { lines, isAnew } = this.#tail.read();
    if (isAnew) {
      this.#header = undefined;
      this.#audit = undefined;
      this.#message = undefined;
      this.#events = [];
    }
    for (const line of lines as unknown as JournalLine[]) {
      if (line.type === 'Run') this.#header = line;
      else if (line.type === 'Audit') this.#audit = line.row;
      else if (line.type === 'Message') this.#message = line.message;
      else this.#events.push(line);
    }
    return lines.length > 0;
  }

  /** Undefined where the file is none of ours. */
  run(): WatchedRun | undefined {
    if (this.#header === undefined) return undefined;
    const { type: _, ...header } = this.#header;
    const last = this.#events.at(-1);
    const status = statusOf(this.#header, last);
    return {
      ...header,
      id: this.id,
      status,
      events: this.#events,
      visits: visitsOf(this.#events),
      audit: this.#audit,
      message: this.#message,
      startedAtMs: Date.parse(header.startedAt),
      endedAtMs: status === 'RUNNING' ? null : (last?.timestamp ?? Date.parse(header.startedAt)),
    };
  }
}

/** The runs of a folder, read from their journals. */
export class Runs {
  readonly #journals = new Map<string, Journal>();
  #runs: readonly WatchedRun[] = [];

  constructor(private readonly directory: string) {}

  /** The newest first, as `refresh` found them. */
  get all(): readonly WatchedRun[] {
    return this.#runs;
  }

  /** Reads what was added, and forgets the runs whose journals are gone. */
  refresh(): void {
    const ids = this.#ids();
    let isChanged = ids.length !== this.#journals.size;
    for (const id of this.#journals.keys()) if (!ids.includes(id)) this.#journals.delete(id);
    for (const id of ids) {
      const journal = this.#journals.get(id) ?? new Journal(join(this.directory, `${id}${JOURNAL}`), id);
      this.#journals.set(id, journal);
      isChanged = journal.refresh() || isChanged;
    }
    // A run whose process is killed changes without a line.
    if (!isChanged && !this.#runs.some(({ status }) => status === 'RUNNING')) return;
    this.#runs = ids.flatMap((id) => this.#journals.get(id)?.run() ?? []);
  }

  /** A run's id begins with its start. */
  #ids(): string[] {
    try {
      return readdirSync(this.directory)
        .filter((name) => name.endsWith(JOURNAL))
        .map((name) => name.slice(0, -JOURNAL.length))
        .sort()
        .reverse();
    } catch {
      return [];
    }
  }
}
