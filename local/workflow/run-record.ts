import { existsSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import { toSentence } from '../../lambdas/shared/domain/cause-sentence';
import { citySchema } from '../../lambdas/shared/domain/city';
import { shortened } from '../../lambdas/shared/domain/plain-text';
import { windowSchema } from '../../lambdas/shared/domain/window';
import { writeWhole } from '../folder/write-whole';
import type { EventLog } from './history';
import { visitsOf } from './visits';

/** A state of a run from its entry to its exit, in milliseconds since the epoch. */
const stateSpanSchema = z.object({
  name: z.string(),
  /** The work item, inside the Map. */
  item: z.string().nullable(),
  startedAtMs: z.number(),
  endedAtMs: z.number(),
  isDone: z.boolean(),
  /** The tries that failed, of which all but the last of a state that is not done were followed by another. */
  failures: z.array(z.object({ atMs: z.number(), error: z.string(), sentence: z.string() })).default([]),
});

/** What a run leaves for its report that the warehouse does not hold. */
const runRecordSchema = z.object({
  runId: z.string(),
  status: z.enum(['SUCCEEDED', 'FAILED']),
  /** The warehouse's schema. */
  schema: z.string(),
  window: windowSchema,
  /** Every configured city, with its box. */
  configuredCities: z.array(citySchema),
  /** The cities of the run, by name. */
  cities: z.array(z.string()),
  states: z.array(stateSpanSchema),
  /** Values that OpenAQ gave and that became null, by reason. */
  nulledValues: z.record(z.string(), z.number()),
});

export type StateSpan = z.infer<typeof stateSpanSchema>;
export type RunRecord = z.infer<typeof runRecordSchema>;

/** States that do or wait for something; a Choice or a Pass is a step of the arrow between them. */
const SHOWN: readonly string[] = ['Task', 'Map', 'Wait'];

/** Longest sentence of a failure. */
const MAX_SENTENCE = 200;

/**
 * The states of a run in the order of their entry. One that was entered and not left ends where its last try failed, or
 * with the run, undone.
 */
export const statesOf = (events: readonly EventLog[]): StateSpan[] =>
  visitsOf(events)
    .filter(({ type }) => SHOWN.includes(type))
    .map(({ state, item, enteredAtMs, leftAtMs, outcome, failures }) => ({
      name: state,
      item,
      startedAtMs: enteredAtMs,
      endedAtMs: leftAtMs ?? failures.at(-1)?.atMs ?? events.at(-1)?.timestamp ?? enteredAtMs,
      isDone: outcome === 'done',
      failures: failures.map(({ atMs, error, cause }) => ({
        atMs,
        error,
        sentence: shortened(toSentence(cause), MAX_SENTENCE),
      })),
    }));

const extractedSchema = z.object({ done: z.literal(true), nulledValues: z.record(z.string(), z.number()) });

/** What became null at extraction, by reason, over the work items of a run. */
export const nulledValuesOf = (events: readonly EventLog[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const event of events) {
    if (event.type !== 'StateExited' || event.state.type !== 'Task') continue;
    const { data } = extractedSchema.safeParse(event.state.output);
    for (const [reason, count] of Object.entries(data?.nulledValues ?? {})) {
      counts[reason] = (counts[reason] ?? 0) + count;
    }
  }
  return counts;
};

const summarizedSchema = z.object({ extraction: z.object({ citiesWithoutData: z.string() }) });

/** The cities in whose boxes OpenAQ listed no station, as the summary of the extraction names them. */
export const citiesWithoutStationOf = (events: readonly EventLog[]): string[] => {
  const summaries = events.flatMap((event) => {
    if (event.type !== 'StateExited' || event.state.name !== 'SummarizeExtraction') return [];
    return summarizedSchema.safeParse(event.state.output).data?.extraction.citiesWithoutData ?? [];
  });
  return [...(summaries.at(-1) ?? '').matchAll(/([^,]+) \(no station\)/g)].map(([, city = '']) => city);
};

/** Keeps the record of the newest run. */
export const keepRunRecord = (file: string, record: RunRecord): void => writeWhole(file, JSON.stringify(record));

/** The record of the newest run; undefined when there is none that this version can read. */
export const readRunRecord = (file: string): RunRecord | undefined => {
  if (!existsSync(file)) return undefined;
  try {
    return runRecordSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
};
