import { requireRecorded } from '../../../local/cli/api';
import { coverageOf, isRecorded } from '../../../local/openaq-replay/coverage';
import type { Configured } from '../../../local/workflow/configured';

const HANOI = {
  name: 'Hanoi',
  country: 'VN',
  boundingBox: [105.3, 20.55, 106.05, 21.4] as [number, number, number, number],
};
const DA_NANG = {
  name: 'Da Nang',
  country: 'VN',
  boundingBox: [108, 15.9, 108.4, 16.2] as [number, number, number, number],
};

const CONFIGURED: Configured = {
  cities: [HANOI, DA_NANG],
  pollutants: ['pm25', 'co'],
  maxBackfillDays: 366,
  schema: 'openaq',
};

const days = (from: string, end: string) => ({ start: `${from}T00:00:00Z`, end: `${end}T00:00:00Z` });

describe('the coverage of the recording', () => {
  it('is read from the data: the ranges of dates of each pollutant in a city', () => {
    expect(coverageOf(HANOI, CONFIGURED.pollutants)).toEqual([
      {
        pollutant: 'pm25',
        ranges: [
          { from: '2016-11-09', to: '2018-12-31' },
          { from: '2019-10-07', to: '2020-07-31' },
        ],
      },
      { pollutant: 'co', ranges: [{ from: '2024-01-29', to: '2024-02-04' }] },
    ]);
    expect(coverageOf(DA_NANG, CONFIGURED.pollutants)).toEqual([]);
  });

  it.each([
    ['a recorded day', days('2018-12-05', '2018-12-06'), true],
    ['the last recorded day, whose last hour ends on the next', days('2020-07-31', '2020-08-01'), true],
    ['the day after it', days('2020-08-01', '2020-08-02'), false],
    ['a day before the first', days('2016-11-08', '2016-11-09'), false],
  ])('has %s: %p %p', (_, window, expected) => {
    expect(isRecorded([HANOI], ['pm25'], window)).toBe(expected);
  });

  it('is told to who asks for other days, with the way to a key', () => {
    expect(() => requireRecorded({ cities: 'Hanoi', window: days('2024-05-01', '2024-05-04') }, CONFIGURED)).toThrow(
      [
        'the recording has no hour of 2024-05-01 to 2024-05-03 in Hanoi. It covers',
        '  - Hanoi: pm25 2016-11-09 to 2018-12-31, 2019-10-07 to 2020-07-31; co 2024-01-29 to 2024-02-04',
        '  - Da Nang: nothing',
        'For other days and cities ask the live API: a key is free at https://explore.openaq.org/register; then OPENAQ_API_KEY=<key> npx openaq local ...',
      ].join('\n'),
    );
  });

  it('is enough when one of the cities has an hour', () => {
    expect(() =>
      requireRecorded({ cities: 'Da Nang,Hanoi', window: days('2018-12-05', '2018-12-06') }, CONFIGURED),
    ).not.toThrow();
    expect(() => requireRecorded({ cities: 'Da Nang', window: days('2018-12-05', '2018-12-06') }, CONFIGURED)).toThrow(
      /in Da Nang\. It covers/,
    );
  });
});
