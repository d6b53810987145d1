import { makeRunInputSchema } from '../../../../lambdas/shared/domain/run-input';

const schemaOf = (cityNames: readonly string[], maxBackfillDays = 366) =>
  makeRunInputSchema({ cityNames, today: '2024-01-20', maxBackfillDays });

/** The mistakes of an input, as `path: sentence`; none when it is taken. Wrong inputs: test/faults/run-inputs-list.ts. */
const mistakesOf = (input: unknown, schema = schemaOf(['Hanoi', 'Hue'])): string[] =>
  schema.safeParse(input).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];

describe('the input of a run', () => {
  it.each([
    ['nothing', {}],
    ['the first day with data', { from: '2016-01-01', to: '2016-01-01' }],
    ['today', { from: '2024-01-20', to: '2024-01-20' }],
    ['more days than one run takes', { from: '2016-01-01', to: '2024-01-20' }],
    ['a part of a backfill', { from: '2020-01-01', to: '2024-01-20', partOf: 'x'.repeat(80) }],
    ['each city once, in any order', { cities: ['Hue', 'Hanoi'] }],
    ['a lookback as long as a run', { lookbackHours: 366 * 24 }],
    ['the first schedule with data', { scheduledTime: '2016-01-01T00:00:00Z' }],
    ['a schedule of the last second of today', { scheduledTime: '2024-01-20T23:59:59Z' }],
    ['the newest days that the archive has', { from: '2024-01-01', to: '2024-01-15', source: 'archive' }],
    ['today from the API', { from: '2024-01-20', to: '2024-01-20', source: 'api' }],
    ['only the missing days of the API', { from: '2024-01-01', to: '2024-01-20', source: 'api', onlyMissing: true }],
    ['the missing days of the last hours', { onlyMissing: true }],
    ['every day of the archive', { from: '2024-01-01', to: '2024-01-15', source: 'archive', onlyMissing: false }],
    ['a schedule of another zone', { scheduledTime: '2024-01-20T19:00:00+07:00' }],
    ['a lookback that begins with the data', { scheduledTime: '2016-01-02T00:00:00Z', lookbackHours: 24 }],
  ])('may be %s', (_, input) => {
    expect(mistakesOf(input)).toEqual([]);
  });

  it.each([
    [
      'the first second of tomorrow',
      { scheduledTime: '2024-01-21T00:00:00Z' },
      'scheduledTime: is in the future: expected at most today, 2024-01-20 (UTC)',
    ],
    [
      'the archive to an open end',
      { from: '2024-01-01', source: 'archive' },
      'to: is missing: from and to are given together',
    ],
    [
      'the archive from an open beginning',
      { to: '2024-01-01', source: 'archive' },
      'from: is missing: from and to are given together',
    ],
    [
      'a first date in words, with nothing said of its place',
      { from: 'tomorrow', to: '2024-01-15' },
      'from: expected a date that exists, as YYYY-MM-DD, such as 2024-01-15',
    ],
    [
      'a last date in words',
      { from: '2024-01-15', to: 'tomorrow' },
      'to: expected a date that exists, as YYYY-MM-DD, such as 2024-01-15',
    ],
    [
      'an hour before the data',
      { scheduledTime: '2016-01-02T00:00:00Z', lookbackHours: 25 },
      'lookbackHours: reaches back to before OpenAQ has data: the first year with data is 2016',
    ],
  ])('is not %s', (_, input, mistake) => {
    expect(mistakesOf(input)).toEqual([mistake]);
  });

  it('reaches back from today where it has no schedule', () => {
    const schema = schemaOf(['Hanoi'], 4_000);

    // 2,941 days from 2016-01-01 to 2024-01-20.
    expect(mistakesOf({ lookbackHours: 2_941 * 24 }, schema)).toEqual([]);
    expect(mistakesOf({ lookbackHours: 2_941 * 24 + 1 }, schema)).toEqual([
      'lookbackHours: reaches back to before OpenAQ has data: the first year with data is 2016',
    ]);
  });

  it('is answered with the names of ten cities, and how many more there are', () => {
    const names = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L'];
    const answer = (count: number) => mistakesOf({ cities: ['Hue'] }, schemaOf(names.slice(0, count)));

    expect(answer(10)).toEqual(['cities.0: is not a configured city: expected some of A, B, C, D, E, F, G, H, I, J']);
    expect(answer(12)).toEqual([
      'cities.0: is not a configured city: expected some of A, B, C, D, E, F, G, H, I, J and 2 more',
    ]);
  });
});
