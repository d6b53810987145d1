import * as z from 'zod';
import { citySchema } from './city';
import { NAMES } from './lake';
import { PROGRESS_KEY } from './object-keys';
import { runSourceSchema } from './run-source';
import { windowSchema } from './window';

/** Goes into SQL, Glue arguments and S3 keys: safe characters only. */
export const runIdSchema = z.string().regex(NAMES.run, 'expected 1 to 100 letters, digits, _ or -');

/** Where an unfinished work item goes on: the object of what is read so far, sensors in it, invocations up to now. */
const progressSchema = z.object({
  key: z.string().regex(PROGRESS_KEY, 'expected the key of an unfinished work item'),
  sensors: z.int().min(0),
  rounds: z.int().min(0),
});

/** One city and at most one month, or the whole window where the archive has the hours: what Extract does. */
export const workItemSchema = z.object({
  runId: runIdSchema,
  city: citySchema,
  /** Configured cities, in the order of the configuration, whose boxes overlap the city's; left out when there are none. */
  rivals: z.array(citySchema).nonempty().optional(),
  /** How many of the rivals stand before the city in the configuration: they win a tie. Left out when none does. */
  rivalsBefore: z.int().min(1).optional(),
  window: windowSchema,
  /** Where the hours come from: of an item of the archive only the locations are asked. Left out for the API. */
  source: runSourceSchema.optional(),
  /** Whether only days are asked for that have no object in the lake yet. Left out when all are. */
  onlyMissing: z.boolean().optional(),
  /** Least time between the starts of two requests, in milliseconds; 0 = only the API's headers slow it down. */
  minRequestIntervalMs: z.int().min(0),
  /** Left out at the first invocation. */
  progress: progressSchema.optional(),
});

export type WorkItem = z.infer<typeof workItemSchema>;
