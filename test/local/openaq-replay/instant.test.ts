import { parseInstant, toStamp } from '../../../local/openaq-replay/instant';

describe('parseInstant', () => {
  it.each([
    ['2018-12-05', '2018-12-04T17:00:00.000Z', true, '2018-12-05 00:00:00'],
    ['2018-12-05T01:02', '2018-12-04T18:02:00.000Z', true, '2018-12-05 01:02:00'],
    ['2018-12-05 01:02:03', '2018-12-04T18:02:03.000Z', true, '2018-12-05 01:02:03'],
    ['2018-12-05T01:02:03Z', '2018-12-05T01:02:03.000Z', false, '2018-12-05 01:02:03+00:00'],
    ['2018-12-05T01:02:03.5Z', '2018-12-05T01:02:03.500Z', false, '2018-12-05 01:02:03.500000+00:00'],
    ['2018-12-05T01:02:03+07:00', '2018-12-04T18:02:03.000Z', false, '2018-12-05 01:02:03+07:00'],
    ['2018-12-05T01:02:03-0330', '2018-12-05T04:32:03.000Z', false, '2018-12-05 01:02:03-03:30'],
  ])('reads %s as the API does', (input, instant, isNaive, text) => {
    const parsed = parseInstant(input);
    expect(parsed && { ...parsed, epochMs: new Date(parsed.epochMs).toISOString() }).toEqual({
      epochMs: instant,
      isNaive,
      text,
    });
  });

  it.each(['', 'abc', '2018-13-01', '2018-02-30', '2018-12-05T25:00:00Z', '2018-12-05T00:00:00 07:00', '05.12.2018'])(
    'refuses %j',
    (input) => {
      expect(parseInstant(input)).toBeUndefined();
    },
  );
});

describe('toStamp', () => {
  it('gives UTC and the local time of the stations', () => {
    expect(toStamp(Date.parse('2018-12-31T20:00:00Z'))).toEqual({
      utc: '2018-12-31T20:00:00Z',
      local: '2019-01-01T03:00:00+07:00',
    });
  });
});
