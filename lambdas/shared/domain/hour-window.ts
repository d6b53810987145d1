import { HOUR_MS, toUtcSeconds, type Window } from './window';

/**
 * Bounds of period ENDs, `after` < end <= `until` as in the API, within which every hour that STARTS in the window ends, in
 * any zone of the world.
 *
 * OpenAQ's hours are hours of the location's own clock (openaq-db tables/hourly_data_rollups.sql: "this will make sure
 * weird offsets are kept"): in Delhi they start at :30 UTC, in Kathmandu at :15. The last of a window may so end up to
 * 59:59 after it. On whole hours these bounds hold exactly the hours of the window; in other zones one hour more, which
 * starts before it.
 */
export const endBoundsOf = ({ start, end }: Window) => ({
  after: start,
  until: toUtcSeconds(Date.parse(end) + HOUR_MS - 1_000),
});

/** Whether an hour belongs to the window: by its START, so that adjacent windows tile in every zone. */
export const startsIn = (periodStart: string, { start, end }: Window): boolean =>
  periodStart >= start && periodStart < end;

/** Whether an hour starts before the window and ends inside it: what `endBoundsOf` takes in beside the window's hours. */
export const overlapsStart = (periodStart: string, { start }: Window): boolean =>
  periodStart < start && Date.parse(periodStart) > Date.parse(start) - HOUR_MS;
