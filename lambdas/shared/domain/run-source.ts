import * as z from 'zod';

/** Where a run's hours come from: the API, or OpenAQ's public archive of files (docs/archive.md). */
export const runSourceSchema = z.enum(['api', 'archive']);

export type RunSource = z.infer<typeof runSourceSchema>;

/**
 * How far the archive is behind, in days: a day's file is written 72 hours after the local day has ended, and the local day
 * of a UTC day's last hour ends within a day of it. As `ARCHIVE_DELAY` in `glue_jobs/archive_arguments.py`.
 */
export const ARCHIVE_DELAY_DAYS = 4;
