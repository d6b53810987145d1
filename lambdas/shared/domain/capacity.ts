/*
 * What the pipeline can carry, in one place: the limits of the workflow, the reserved concurrency of the functions, the
 * pace of a backfill and the checks of the configuration all follow from these numbers.
 */

/** Runs that may be under way at one time: the daily run, a backfill, and one more that a person starts. */
export const RUNS_AT_ONCE = 3;

/** Longest time of one run, in hours; the state machine ends it then. */
export const RUN_LIMIT_HOURS = 12;
