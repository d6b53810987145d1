import { REQUESTS_AT_ONCE } from '../../lambdas/shared/domain/capacity';
import type { Tried } from './tried';

/** Sensors that are asked, and hours that each has. */
export const SENSORS = 22;
export const HOURS = 72;

const where = `three days of ${SENSORS} sensors`;
const rows = 'every row';

/** An API that answers 408 to some windows. */
export interface SlowQueries extends Tried {
  /** The longest window that is answered, in hours, by the number of the sensor, from 1, and of its 408s so far. */
  readonly longestAnswered: (sensor: number, timeouts: number) => number;
  /** The most 408s that may come of it. */
  readonly mostTimeouts: number;
  /** The most requests in all: a sensor alone makes no short windows for the others. */
  readonly mostRequests: number;
}

/** Queries that may be under way beside the one that takes too long, and take too long as well. */
const BESIDE = REQUESTS_AT_ONCE - 1;

const limitedTo = (hours: number, mostTimeouts: number): SlowQueries => ({
  where,
  what: `408 to every window above ${hours} h`,
  outcome: `${rows}, after ${mostTimeouts} 408s at most`,
  longestAnswered: () => hours,
  mostTimeouts,
  mostRequests: 1 + mostTimeouts + SENSORS * Math.ceil(HOURS / Math.max(1, hours / 2)),
});

/** Three days have 72 hours; halved six times they are one. */
export const SLOW_QUERIES: readonly SlowQueries[] = [
  {
    where,
    what: '408 once, to the first query',
    outcome: `${rows}, after one 408`,
    longestAnswered: (sensor, timeouts) => (sensor === 1 && timeouts === 0 ? 0 : Infinity),
    mostTimeouts: 1,
    mostRequests: 2 + 2 * SENSORS,
  },
  limitedTo(36, 1),
  limitedTo(24, 2),
  limitedTo(6, 4),
  limitedTo(1, 6),
  {
    where,
    what: '408 above six hours to every second sensor, while the others answer three days',
    outcome: `${rows}, after 8 408s at most, and those of queries that were under way`,
    longestAnswered: (sensor) => (sensor % 2 === 0 ? 6 : Infinity),
    mostTimeouts: 8 + BESIDE,
    mostRequests: 1 + 8 + BESIDE + SENSORS * 18,
  },
  {
    where,
    what: '408 above six hours to the last sensor alone',
    outcome: `${rows}, and whole windows for the others`,
    longestAnswered: (sensor) => (sensor === SENSORS ? 6 : Infinity),
    mostTimeouts: 4,
    mostRequests: SENSORS + 4 + 18,
  },
  {
    where,
    what: '408 above a length that is another one for each sensor, and ever shorter',
    outcome: `${rows}, after 12 408s at most, and those of queries that were under way`,
    longestAnswered: (sensor) => Math.max(1, Math.floor(70 / sensor)),
    mostTimeouts: 12 + BESIDE,
    mostRequests: 1 + 12 + BESIDE + SENSORS * HOURS,
  },
];
