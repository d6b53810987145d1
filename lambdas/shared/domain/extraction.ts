import * as z from 'zod';
import { runSourceSchema } from './run-source';
import { windowSchema } from './window';
import { runIdSchema } from './work-item';

const count = z.int().min(0);

/** What Extract did for one work item: counts, never rows, so that a state's payload stays small. */
export const extractionSchema = z.object({
  runId: runIdSchema,
  city: z.string(),
  window: windowSchema,
  /** Locations in the city's box. */
  locations: count,
  /** Locations in the box that belong to another city, whose box holds them too; they are not asked. */
  foreignLocations: count,
  /** Sensors asked. */
  sensors: count,
  /** Sensors not asked, by reason. */
  skippedSensors: z.record(z.string(), count),
  /** HTTP requests sent, retries included. */
  requests: count,
  /** Answers 429 among them. */
  rateLimitHits: count,
  /** Hours received, over all sensors: kept + gaps + nulled + shadowed. */
  values: count,
  /** Hours that OpenAQ gives without a value. */
  gaps: count,
  /** Values that OpenAQ gives and that became null, by reason. */
  nulledValues: z.record(z.string(), count),
  /** Hours whose unit differs from their sensor's; they are converted by their own. */
  unitChanges: count,
  /** Values that OpenAQ flags; they are kept. */
  flaggedValues: count,
  /** Values left out: another sensor of the location has the same pollutant and hour, or the sensor's came twice. */
  shadowedValues: count,
  /** Locations whose name, or another text, was shortened or stripped. */
  changedNames: count,
  /** Rows that the item's manifest names: one per location and hour, written now or kept. */
  rows: count,
  /** Those among them that the lake had already, of days that were not asked for. */
  keptRows: count,
  /** UTC days that were not asked for, since they have an object in the lake; 0 without `onlyMissing`. */
  keptDays: count,
  /** Objects written: one per day, one of locations, and the manifest. */
  objects: count,
});

export type Extraction = z.infer<typeof extractionSchema>;

/** The payload of SummarizeExtraction: the plan, of which the run goes on without its work items, and what became of them. */
export const summaryInputSchema = z.object({
  plan: z.object({
    runId: runIdSchema,
    startedAt: z.string(),
    window: windowSchema,
    cities: z.string(),
    source: runSourceSchema,
    minExpectedRows: count,
    next: z.object({ name: z.string(), input: z.string() }).nullable(),
  }),
  items: z.array(extractionSchema).nonempty(),
});
