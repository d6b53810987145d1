import fc from 'fast-check';
import {
  DAY_MS,
  endBoundsOf,
  HOUR_MS,
  overlapsStart,
  startsIn,
  toUtcSeconds,
} from '../../../../lambdas/shared/domain/window';

const FIRST_MS = Date.parse('2024-03-30T00:00:00Z');

/** Windows of whole UTC days, and an hour of any clock of the world that starts near them: its offset in minutes. */
const windowAndHour = fc
  .record({
    firstDay: fc.nat(20),
    days: fc.integer({ min: 1, max: 31 }),
    hour: fc.integer({ min: -3, max: 32 * 24 }),
    offsetMinutes: fc.constantFrom(0, 15, 30, 45),
  })
  .map(({ firstDay, days, hour, offsetMinutes }) => {
    const startMs = FIRST_MS + firstDay * DAY_MS;
    const hourMs = startMs + hour * HOUR_MS + offsetMinutes * 60_000;
    return {
      window: { start: toUtcSeconds(startMs), end: toUtcSeconds(startMs + days * DAY_MS) },
      periodStart: toUtcSeconds(hourMs),
      periodEnd: toUtcSeconds(hourMs + HOUR_MS),
      offsetMinutes,
    };
  });

describe('laws of the hours of a window', () => {
  it('every hour that starts in a window ends within its bounds', () => {
    fc.assert(
      fc.property(windowAndHour, ({ window, periodStart, periodEnd }) => {
        const { after, until } = endBoundsOf(window);
        if (startsIn(periodStart, window)) {
          expect(periodEnd > after && periodEnd <= until).toBe(true);
        }
      }),
    );
  });

  it('what ends within the bounds starts in the window or overlaps its start, and on whole hours always the first', () => {
    fc.assert(
      fc.property(windowAndHour, ({ window, periodStart, periodEnd, offsetMinutes }) => {
        const { after, until } = endBoundsOf(window);
        if (periodEnd <= after || periodEnd > until) return;
        expect(startsIn(periodStart, window) !== overlapsStart(periodStart, window)).toBe(true);
        if (offsetMinutes === 0) expect(startsIn(periodStart, window)).toBe(true);
      }),
    );
  });

  const DAY = { start: '2024-03-30T00:00:00Z', end: '2024-03-31T00:00:00Z' };

  it.each([
    ['ends as the window begins', '2024-03-29T23:00:00Z', { starts: false, overlaps: false }],
    ['begins in Delhi half an hour before the window', '2024-03-29T23:30:00Z', { starts: false, overlaps: true }],
    ['begins with the window', '2024-03-30T00:00:00Z', { starts: true, overlaps: false }],
    ['is the last of the window', '2024-03-30T23:45:00Z', { starts: true, overlaps: false }],
    ['begins as the window ends', '2024-03-31T00:00:00Z', { starts: false, overlaps: false }],
  ])('an hour that %s is judged so', (_, hour, { starts, overlaps }) => {
    expect([startsIn(hour, DAY), overlapsStart(hour, DAY)]).toEqual([starts, overlaps]);
  });

  it('an hour belongs to exactly one of the days of a window, or to none when it starts outside', () => {
    fc.assert(
      fc.property(windowAndHour, ({ window, periodStart }) => {
        const days = [];
        for (let ms = Date.parse(window.start); ms < Date.parse(window.end); ms += DAY_MS) {
          days.push({ start: toUtcSeconds(ms), end: toUtcSeconds(ms + DAY_MS) });
        }
        const owners = days.filter((day) => startsIn(periodStart, day));
        expect(owners).toHaveLength(startsIn(periodStart, window) ? 1 : 0);
        if (owners[0]) expect(owners[0].start.slice(0, 10)).toBe(periodStart.slice(0, 10));
      }),
    );
  });
});
