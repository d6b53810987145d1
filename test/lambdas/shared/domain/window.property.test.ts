import fc from 'fast-check';
import {
  datesOf,
  dayCount,
  firstPartOf,
  isCalendarDate,
  splitByMonth,
  splitIntoItems,
  type Window,
  windowOfDates,
  windowOfLookback,
  windowSchema,
} from '../../../../lambdas/shared/domain/window';

const DAY_MS = 86_400_000;
const FIRST_DAY = Date.UTC(2015, 0, 1) / DAY_MS;

const windows: fc.Arbitrary<Window> = fc
  .record({ first: fc.integer({ min: FIRST_DAY, max: FIRST_DAY + 6_000 }), days: fc.integer({ min: 1, max: 800 }) })
  .map(({ first, days }) => {
    const date = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10);
    return windowOfDates(date(first), date(first + days - 1));
  });

describe('window laws', () => {
  it('the months of a window tile it with no gap or overlap, and none exceeds 31 days', () => {
    fc.assert(
      fc.property(windows, (window) => {
        const parts = splitByMonth(window);
        expect(parts[0]?.start).toBe(window.start);
        expect(parts.at(-1)?.end).toBe(window.end);
        for (const [index, part] of parts.entries()) {
          expect(dayCount(part)).toBeGreaterThan(0);
          expect(dayCount(part)).toBeLessThanOrEqual(31);
          expect(part.start.slice(0, 7)).toBe(datesOf(part).at(-1)?.slice(0, 7));
          if (index > 0) expect(part.start).toBe(parts[index - 1]?.end);
        }
      }),
    );
  });

  it('a window of at most a month is one work item, and a longer one its months', () => {
    fc.assert(
      fc.property(windows, (window) => {
        expect(splitIntoItems(window)).toEqual(dayCount(window) <= 31 ? [window] : splitByMonth(window));
      }),
    );
  });

  it('31 days are one work item across a month’s end, and 32 are two', () => {
    expect(splitIntoItems(windowOfDates('2024-01-15', '2024-02-14'))).toHaveLength(1);
    expect(splitIntoItems(windowOfDates('2024-01-15', '2024-02-15'))).toHaveLength(2);
  });

  it('the dates of a window are as many as its days, and the window of the first to the last is the window', () => {
    fc.assert(
      fc.property(windows, (window) => {
        const dates = datesOf(window);
        expect(dates).toHaveLength(dayCount(window));
        expect(windowOfDates(dates[0] ?? '', dates.at(-1) ?? '')).toEqual(window);
      }),
    );
  });

  it('a lookback becomes whole UTC days that hold all of it', () => {
    const instants = fc.date({
      min: new Date('2016-01-01T00:00:00Z'),
      max: new Date('2030-01-01T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, fc.integer({ min: 1, max: 2_000 }), (instant, hours) => {
        const { start, end } = windowOfLookback(instant.toISOString(), hours);
        expect(start).toMatch(/T00:00:00Z$/);
        expect(end).toMatch(/T00:00:00Z$/);
        expect(Date.parse(start)).toBeLessThanOrEqual(instant.getTime() - hours * 3_600_000);
        expect(Date.parse(end)).toBeGreaterThanOrEqual(instant.getTime());
        expect(Date.parse(end) - Date.parse(start)).toBeLessThan(hours * 3_600_000 + 2 * DAY_MS);
      }),
    );
  });
});

describe('firstPartOf', () => {
  it.each([
    ['the whole window where it has so many days', '2024-01-10', '2024-02-09', 31, '2024-02-10'],
    ['whole months where it has more', '2024-01-10', '2024-02-10', 31, '2024-02-01'],
    ['as many months as there is room for', '2024-01-10', '2024-12-31', 91, '2024-04-01'],
    ['so many days of a month that has more', '2024-01-05', '2024-03-31', 10, '2024-01-15'],
    ['so many days of a whole month', '2024-01-01', '2024-03-31', 10, '2024-01-11'],
  ])('is %s', (_, from, to, days, end) => {
    expect(firstPartOf(windowOfDates(from, to), days)).toEqual({
      start: `${from}T00:00:00Z`,
      end: `${end}T00:00:00Z`,
    });
  });
});

describe('windowSchema', () => {
  it.each([
    ['2018-12-05T00:00:00Z', '2018-12-06T00:00:00Z', true],
    ['2018-12-05T00:00:00Z', '2018-12-05T00:00:00Z', false],
    ['2018-12-06T00:00:00Z', '2018-12-05T00:00:00Z', false],
    ['2018-12-05T00:00:00Z', '2018-12-05T01:00:00Z', false],
    ['2018-12-05', '2018-12-06', false],
    ['+2018-12-05T00:00:00Z', '2018-12-06T00:00:00Z', false],
    ['2018-12-05T00:00:00Z', '2018-12-06T00:00:00Z[UTC]', false],
  ])('judges whether %s to %s is at least a whole UTC day: %s', (start, end, isWindow) => {
    expect(windowSchema.safeParse({ start, end }).success).toBe(isWindow);
  });

  it('says what it expects', () => {
    const told = (start: string, end: string) =>
      windowSchema.safeParse({ start, end }).error?.issues.map(({ message }) => message);

    expect(told('2018-12-05T00:00:00Z', '2018-12-05T00:00:00Z')).toEqual(['expected start < end']);
    expect(told('2018-12-05', '2018-12-06T00:00:00Z')).toEqual([
      'expected a whole UTC day, such as 2024-01-15T00:00:00Z',
    ]);
  });
});

describe('isCalendarDate', () => {
  it.each(['2024-02-29', '2018-12-31', '2000-02-29'])('accepts %s', (date) => {
    expect(isCalendarDate(date)).toBe(true);
  });

  it.each([
    '2019-02-29',
    '2100-02-29',
    '2018-13-01',
    '2018-00-10',
    '2018-1-1',
    '20181201',
    '',
    'yesterday',
    '2018-04-31',
    '2018-12-01 ',
    'x2018-12-01',
    undefined,
  ])('refuses %p, which names no day', (date) => {
    expect(isCalendarDate(date)).toBe(false);
  });
});
