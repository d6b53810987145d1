import { z } from 'zod';

const wholeUtcDay = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T00:00:00Z$/, 'expected a whole UTC day, such as 2024-01-15T00:00:00Z');

/** A half-open window of whole UTC days. */
export const windowSchema = z.object({ start: wholeUtcDay, end: wholeUtcDay }).refine(({ start, end }) => start < end, {
  message: 'expected start < end',
});
