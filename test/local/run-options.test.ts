import { type RunOptions, toRunInput, type UsageError } from '../../local/cli/run-options';
import type { Configured } from '../../local/workflow/configured';

const city = (name: string) => ({
  name,
  country: 'VN',
  boundingBox: [105, 20, 106, 21] as [number, number, number, number],
});

const CONFIGURED: Configured = {
  cities: [...['Hanoi', 'Ho Chi Minh City', 'Da Nang'].map(city), { ...city('Beijing'), displayName: '北京' }],
  pollutants: ['pm25'],
  maxBackfillDays: 366,
  schema: 'openaq',
};

const read = (options: RunOptions) => toRunInput(options, CONFIGURED, '2026-11-25');

const mistakesOf = (options: RunOptions): readonly string[] => {
  try {
    read(options);
  } catch (error) {
    expect((error as Error).name).toBe('UsageError');
    return (error as UsageError).mistakes;
  }
  return [];
};

describe('toRunInput', () => {
  it('gives what a person would give the state machine', () => {
    expect(read({})).toEqual({});
    expect(read({ from: '2018-12-05', to: '2018-12-11', city: ['Hanoi'] })).toEqual({
      from: '2018-12-05',
      to: '2018-12-11',
      cities: ['Hanoi'],
    });
    // A range that is too long for one run is that of several.
    expect(read({ from: '2016-12-09', to: '2018-12-05' })).toEqual({ from: '2016-12-09', to: '2018-12-05' });
    expect(read({ lookbackHours: '72' })).toEqual({ lookbackHours: 72 });
    expect(read({ lookbackHours: '72', onlyMissing: true })).toEqual({ lookbackHours: 72, onlyMissing: true });
  });

  it.each([
    ['in other case', ['hanoi'], ['Hanoi']],
    ['with its accents', ['Hà Nội', 'Đà Nẵng'], ['Hanoi', 'Da Nang']],
    ['with hyphens', ['ho-chi-minh-city'], ['Ho Chi Minh City']],
    ['as the words of a shell without quotes', ['Ho', 'Chi', 'Minh', 'City', 'Hanoi'], ['Ho Chi Minh City', 'Hanoi']],
    ['by its displayName', ['北京'], ['Beijing']],
    ['twice', ['Hanoi', 'HANOI'], ['Hanoi']],
  ])('knows a city %s', (_, given, cities) => {
    expect(read({ city: given })).toEqual({ cities });
  });

  it.each<[string, RunOptions, string[]]>([
    [
      'a date that does not exist',
      { from: '2018-11-31', to: '2018-12-05' },
      ['--from "2018-11-31": expected a date that exists, as YYYY-MM-DD, such as 2024-01-15'],
    ],
    [
      'a date in the future',
      { from: '2018-12-05', to: '2999-01-01' },
      ['--to "2999-01-01": is in the future: expected at most today, 2026-11-25 (UTC)'],
    ],
    [
      'dates in the wrong order',
      { from: '2018-12-09', to: '2018-12-05' },
      ['--from 2018-12-09 is after --to 2018-12-05: expected --from <= --to'],
    ],
    ['a first date alone', { from: '2018-12-09' }, ['--to is missing: --from and --to are given together']],
    ['a last date alone', { to: '2018-12-09' }, ['--from is missing: --from and --to are given together']],
    [
      'dates and hours',
      { from: '2018-12-05', to: '2018-12-05', lookbackHours: '24' },
      ['--lookback-hours excludes --from and --to: give one or the other'],
    ],
    [
      'missing days of the archive',
      { from: '2018-12-05', to: '2018-12-05', source: 'archive', onlyMissing: true },
      ['--only-missing is for the API, which has a limit of requests: leave it out, or take the API'],
    ],
    [
      'an unknown city',
      { city: ['Saigon'] },
      ['--city "Saigon" is not a configured city: expected some of Hanoi, Ho Chi Minh City, Da Nang, Beijing'],
    ],
    ['a misspelt city', { city: ['Hanoy'] }, ['--city "Hanoy" is not a configured city: did you mean Hanoi?']],
  ])('refuses %s, naming the option', (_, options, mistakes) => {
    expect(mistakesOf(options)).toEqual(mistakes);
  });

  it.each(['two', '', '0', '-3', '2.5', '1e3', '0x10', '8785', '99999999999999999999'])(
    'refuses %p hours',
    (lookbackHours) => {
      expect(mistakesOf({ lookbackHours })).toEqual([
        `--lookback-hours ${JSON.stringify(lookbackHours)}: expected a whole number of hours from 1 to 8784`,
      ]);
    },
  );

  it('lists all mistakes at once', () => {
    const mistakes = mistakesOf({
      from: '2018-13-01',
      to: '2999-01-01',
      lookbackHours: 'two',
      city: ['Saigon', 'Hanoi', 'Danang City'],
    });

    expect(mistakes.map((mistake) => mistake.split(/[ :]/, 2).join(' '))).toEqual([
      '--from "2018-13-01"',
      '--to "2999-01-01"',
      '--lookback-hours excludes',
      '--lookback-hours "two"',
      '--city "Saigon"',
      '--city "Danang',
    ]);
  });
});
