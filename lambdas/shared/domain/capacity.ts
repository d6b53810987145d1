/*
 * What the pipeline can carry, in one place: the limits of the workflow, the reserved concurrency of the functions, the
 * concurrent runs of the Glue job, the pace of a backfill and the checks of the configuration all follow from these numbers.
 */

import { HOUR_MS, itemsAtMost } from './window';

/** Runs that may be under way at one time: the daily run, a backfill, and one more that a person starts. */
export const RUNS_AT_ONCE = 3;

/** Longest time of one run, in hours; the state machine ends it then. */
export const RUN_LIMIT_HOURS = 12;

/**
 * What the steps besides the extraction may take at their limits (lib/workflow/limits.ts), in hours: resume and prepare the
 * warehouse, crawl, wait for a Glue job that is not free, transform, load, validate.
 */
export const OTHER_STEPS_HOURS = 4;

/** What is left of a run for its extraction, in hours. */
export const EXTRACTION_HOURS = RUN_LIMIT_HOURS - OTHER_STEPS_HOURS;

/** Share of the API key's hourly limit that a paced run takes. The rest is free for a daily run beside it. */
export const PACED_SHARE = 0.8;

/**
 * Requests of one work item that are under way at the same time, at most: a page of a week takes 3 ms to read (2026-11, two
 * cores), so that sixteen hide a latency of 50 ms. More would use up half of a minute's 60 before the first answer of it.
 */
export const REQUESTS_AT_ONCE = 16;

/**
 * How long one request takes, in seconds, one after the other within a work item, as those of a slow API are. An
 * assumption on the safe side of what was seen (below 1 s); the API itself gives up on a query after 6 s.
 */
const SECONDS_PER_REQUEST = 2;

/** The values that capacity depends on, as they are configured. */
export interface CapacitySettings {
  /** Work items that run at the same time within one run. */
  readonly extractConcurrency: number;
  /** OpenAQ's hourly limit for one key, shared by all work items. */
  readonly requestsPerHour: number;
  /** Sensors of wanted pollutants that are expected in a city. */
  readonly sensorsPerCity: number;
}

/**
 * Requests of one work item: its locations, and each sensor's hours. A month has 744 hours and a page holds 1,000, so each
 * is one page. A sensor with a flagged hour is asked once more; flags are rare, and the pace and the API's headers hold for
 * these requests too.
 */
export const requestsPerItem = ({ sensorsPerCity }: Pick<CapacitySettings, 'sensorsPerCity'>): number =>
  1 + sensorsPerCity;

/** Requests an hour that a paced run sends at most, all its work items together. */
export const pacedRequestsPerHour = ({ requestsPerHour }: Pick<CapacitySettings, 'requestsPerHour'>): number =>
  Math.max(1, Math.floor(requestsPerHour * PACED_SHARE));

/**
 * Least time between two requests of one work item, in milliseconds; 0 = only the API's headers, which tell of the minute
 * alone, slow it down.
 *
 * What a paced run leaves of the hour belongs to the daily run: a run may take it when it asks for no more than a daily
 * run of its cities would, one work item a city, and that fits. Every other run is paced.
 */
export const requestIntervalMs = (items: number, cities: number, settings: CapacitySettings): number => {
  const requests = items * requestsPerItem(settings);
  const daily = cities * requestsPerItem(settings);
  const left = settings.requestsPerHour - pacedRequestsPerHour(settings);
  if (requests <= Math.min(daily, left)) return 0;
  const atOnce = Math.min(settings.extractConcurrency, items);
  return Math.ceil((HOUR_MS * atOnce) / pacedRequestsPerHour(settings));
};

/** How long the extraction of some work items takes, in hours: at the pace, or at the speed of the API if that is slower. */
export const extractionHours = (items: number, settings: CapacitySettings): number => {
  const requests = items * requestsPerItem(settings);
  const atOnce = Math.min(settings.extractConcurrency, items);
  return Math.max(
    requests / pacedRequestsPerHour(settings),
    (requests * SECONDS_PER_REQUEST) / 3_600 / Math.max(1, atOnce),
  );
};

/** Work items of the longest range that a run takes: dates, or a lookback, which is aligned outward by a day. */
export const workItemsAtMost = (cities: number, maxBackfillDays: number): number =>
  cities * itemsAtMost(maxBackfillDays + 1);

/** The greatest whole number from 1 to `most` of which `holds` is true, as of every smaller one; 0 when it is of none. */
export const greatestThat = (most: number, holds: (number: number) => boolean): number => {
  let [low, high] = [0, most];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
};

/** The longest range for which `fits` is true of its work items, in days; 0 when not even one day is. */
export const daysThatFit = (cities: number, most: number, fits: (items: number) => boolean): number =>
  greatestThat(most, (days) => fits(workItemsAtMost(cities, days)));
