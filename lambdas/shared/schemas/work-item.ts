import { z } from 'zod';
import { citySchema } from './city';
import { windowSchema } from './window';

/** Goes into SQL, Glue arguments and S3 keys: safe characters only. */
export const runIdSchema = z.string().regex(/^[A-Za-z0-9_-]{1,100}$/, 'expected 1 to 100 letters, digits, _ or -');

/** One city and at most one month: what Extract does, in as many invocations as it takes. */
export const workItemSchema = z.object({
  runId: runIdSchema,
  city: citySchema,
  window: windowSchema,
  /** Least time between the starts of two requests, in milliseconds; 0 = only the API's headers slow it down. */
  minRequestIntervalMs: z.int().min(0),
  /** What earlier invocations read: the object that keeps it, how many sensors it holds, and how many invocations it took. */
  progress: z.object({ key: z.string().min(1), sensors: z.int().min(0), rounds: z.int().min(1) }).optional(),
});

export type WorkItem = z.infer<typeof workItemSchema>;
