import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { parseJson } from '../../lambdas/shared/domain/json';
import { type Window, windowSchema } from '../../lambdas/shared/domain/window';
import { version } from '../../package.json';
import type { EventLog } from './history';

/*
 * The audit in the warehouse has a row for each run that loaded. A run that failed before, or was killed, is known from
 * this file alone: a line when it starts, when it is planned, when it ends.
 */

const instant = z.iso.datetime();

const startSchema = z.object({
  kind: z.literal('started'),
  name: z.string(),
  at: instant,
  engine: z.string(),
  version: z.string(),
});

const planSchema = z.object({
  kind: z.literal('planned'),
  name: z.string(),
  runId: z.string(),
  window: windowSchema,
  cities: z.string(),
});

const endSchema = z.object({
  kind: z.literal('ended'),
  name: z.string(),
  at: instant,
  /** Absent when it succeeded. */
  failure: z.object({ error: z.string(), sentence: z.string() }).optional(),
});

const noteSchema = z.discriminatedUnion('kind', [startSchema, planSchema, endSchema]);

type Note = z.infer<typeof noteSchema>;

/** A run of a folder; null is what it did not come to. A redriven run is that of its last start. */
export interface PastRun {
  /** The execution's name. */
  readonly name: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly engine: string;
  readonly version: string;
  readonly runId: string | null;
  readonly window: Window | null;
  /** Names, joined by commas. */
  readonly cities: string | null;
  readonly failure: { readonly error: string; readonly sentence: string } | null;
}

/** A note that cannot be written is no reason to fail a run. */
const append = (file: string, note: Note): void => {
  try {
    appendFileSync(file, `${JSON.stringify(note)}\n`);
  } catch {
    // A full disk ends the run by itself, with a better sentence.
  }
};

const now = (): string => new Date().toISOString();

/** Notes that a run begins, or goes on. */
export const noteStart = (file: string, name: string, engine: string): void =>
  append(file, { kind: 'started', name, at: now(), engine, version });

const plannedSchema = planSchema.pick({ runId: true, window: true, cities: true });

/** Notes what a run is to do, when the event is that it was planned. */
export const notePlan = (file: string, name: string, event: EventLog): void => {
  if (event.type !== 'StateExited' || event.state.name !== 'PlanRun') return;
  const { data } = z.object({ plan: plannedSchema }).safeParse(event.state.output);
  if (data !== undefined) append(file, { kind: 'planned', name, ...data.plan });
};

/** Notes that a run ended. @param failure absent when it succeeded */
export const noteEnd = (file: string, name: string, failure?: { error: string; sentence: string }): void =>
  append(file, { kind: 'ended', name, at: now(), ...(failure && { failure }) });

/** A line that a killed process left half, or that another version wrote, is passed over. */
const notesIn = (file: string): Note[] =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .flatMap((line) => noteSchema.safeParse(parseJson(line)).data ?? [])
    : [];

/** The runs of a folder in the order of their first start. */
export const readPastRuns = (file: string): PastRun[] => {
  const runs = new Map<string, PastRun>();
  for (const note of notesIn(file)) {
    const { name } = note;
    const before = runs.get(name);
    if (note.kind === 'started') {
      const { at: startedAt, engine, version: ofVersion } = note;
      const planned = { runId: before?.runId ?? null, window: before?.window ?? null, cities: before?.cities ?? null };
      runs.set(name, { name, startedAt, endedAt: null, engine, version: ofVersion, ...planned, failure: null });
    } else if (before !== undefined && note.kind === 'planned') {
      const { runId, window, cities } = note;
      runs.set(name, { ...before, runId, window, cities });
    } else if (before !== undefined && note.kind === 'ended') {
      runs.set(name, { ...before, endedAt: note.at, failure: note.failure ?? null });
    }
  }
  return [...runs.values()];
};
