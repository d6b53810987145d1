import { DAY_MS, HOUR_MS } from '../../../lambdas/shared/domain/window';
import type { Mean } from '../facts';

/** A tick of an axis: an instant and what stands there. */
export interface Tick {
  readonly at: Date;
  readonly text: string;
}

/** Hours between ticks. */
const STEPS = [3, 6, 12, 24, 48, 72, 168, 336];

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `5 Dec` at midnight, `06:00` at another hour, by a clock whose time is given as if it were UTC. */
const tickText = (clock: Date): string =>
  clock.getTime() % DAY_MS === 0
    ? `${clock.getUTCDate()} ${MONTHS[clock.getUTCMonth()]}`
    : clock.toISOString().slice(11, 16);

/**
 * Ticks at whole hours of a clock between two instants, as many as there is room for.
 *
 * @param offsetAt how far the clock is ahead of UTC at an instant, in milliseconds
 */
export const ticksOf = (start: number, end: number, offsetAt: (at: number) => number, most: number): Tick[] => {
  const step = (STEPS.find((hours) => (end - start) / HOUR_MS / hours <= most) ?? 672) * HOUR_MS;
  const aligned = Math.min(step, DAY_MS);
  const from = Math.ceil((start + offsetAt(start)) / aligned) * aligned;
  const instantOf = (clock: number): number => clock - offsetAt(clock - offsetAt(clock));
  const ticks: Tick[] = [];
  for (let clock = from; instantOf(clock) <= end; clock += step) {
    ticks.push({ at: new Date(instantOf(clock)), text: tickText(new Date(clock)) });
  }
  return ticks;
};

/**
 * How far the clock of a city is ahead of UTC, by its hours: that of the last hour up to an instant, so that a change of
 * the clock moves the ticks behind it.
 */
export const offsetsOf = (hours: readonly Mean[]): ((at: number) => number) => {
  const changes: { from: number; offset: number }[] = [];
  for (const { at, localTime } of [...hours].sort((one, other) => one.at.getTime() - other.at.getTime())) {
    const offset = Date.parse(`${localTime.replace(' ', 'T')}Z`) - at.getTime();
    if (changes.at(-1)?.offset !== offset) changes.push({ from: at.getTime(), offset });
  }
  return (at) => (changes.findLast(({ from }) => from <= at) ?? changes[0])?.offset ?? 0;
};
