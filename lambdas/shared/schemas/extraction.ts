import { z } from 'zod';
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
  /** Sensors asked. */
  sensors: count,
  /** Sensors not asked, by reason. */
  skippedSensors: z.record(z.string(), count),
  /** HTTP requests sent, retries included. */
  requests: count,
  /** Answers 429 among them. */
  rateLimitHits: count,
  /** Hours received, over all sensors. */
  values: count,
  /** Values that became null, by reason. */
  nulledValues: z.record(z.string(), count),
  flaggedValues: count,
  shadowedValues: count,
  /** Rows written: one per location and hour. */
  rows: count,
  /** Objects written: one per day, and one of locations. */
  objects: count,
});

export type Extraction = z.infer<typeof extractionSchema>;

/** The payload of SummarizeExtraction. */
export const summaryInputSchema = z.object({ runId: runIdSchema, items: z.array(extractionSchema).nonempty() });
