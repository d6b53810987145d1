import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { EventLog } from '../workflow/history';
import { JOURNAL, type Journal, type JournalHeader, journalOf } from '../workflow/journal';
import { type Visit, visitsOf } from '../workflow/visits';
import { LineTail } from './line-tail';

/** How a run stands, in AWS's words. `ABORTED` when its process is gone and it did not end. */
export type RunStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'ABORTED';

/** A run as its journal tells it so far. */
export interface WatchedRun extends Omit<JournalHeader, 'type'>, Omit<Journal, 'header'> {
  /** Its id, by which the audit knows it. */
  readonly id: string;
  readonly status: RunStatus;
  readonly visits: readonly Visit[];
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
class GrowingJournal {
  readonly #tail: LineTail;
  #lines: Record<string, unknown>[] = [];

  constructor(
    file: string,
    private readonly id: string,
  ) {
    this.#tail = new LineTail(file);
  }

  /** Takes in what was added. @returns whether anything was */
  refresh(): boolean {
    const { lines, isAnew } = this.#tail.read();
    if (isAnew) this.#lines = [];
    for (const line of lines) this.#lines.push(line);
    return lines.length > 0;
  }

  /** Undefined where the file is none of ours. */
  run(): WatchedRun | undefined {
    const journal = journalOf(this.#lines);
    if (journal === undefined) return undefined;
    const { header, events, audit, message } = journal;
    const last = events.at(-1);
    const status = statusOf(header, last);
    const startedAtMs = Date.parse(header.startedAt);
    const endedAtMs = status === 'RUNNING' ? null : (last?.timestamp ?? startedAtMs);
    const visits = visitsOf(events);
    return { ...header, id: this.id, status, events, visits, audit, message, startedAtMs, endedAtMs };
  }
}

/** The runs of a folder, read from their journals. */
export class Runs {
  readonly #journals = new Map<string, GrowingJournal>();
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
      const journal = this.#journals.get(id) ?? new GrowingJournal(join(this.directory, `${id}${JOURNAL}`), id);
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
