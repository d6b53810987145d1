import { toHourElement } from '../../../local/openaq-replay/hour-element';
import { linesBySensor, toRecordedHour } from '../../../local/openaq-replay/recorded-data';
import { extraIn, missingIn, shapeOf } from '../../support/json-shape';
import { openAqProductionBody, openAqRecording } from '../../support/openaq-fixtures';

const SENSOR = { id: 21632, parameter: { id: 2, name: 'pm25', units: 'µg/m³' } };

describe('a recorded hour', () => {
  it.each([
    ['a valid number', '52,Valid', 52, false],
    ['a negative number', '-4.0,Valid', -4, false],
    ['a fill value, which OpenAQ keeps without a flag', '-999.0,Missing', -999, false],
    ['nothing, as a gap', ',Missing', null, false],
    ['a number of an hour that is missing', '34,Missing', 34, true],
    ['an invalid number', '985,Invalid', 985, true],
    ['a suspect number', '249.0,Suspect', 249, true],
  ])('reads %s', (_, columns, value, hasFlags) => {
    expect(toRecordedHour(`21632,2018-12-05T01:00:00Z,${columns}`)).toEqual({
      endMs: Date.parse('2018-12-05T01:00:00Z'),
      value,
      hasFlags,
      quality: columns.split(',')[1],
    });
  });

  it('is kept with those of its sensor, without headings and empty lines', () => {
    const lines = linesBySensor(
      'sensors_id,period_end_utc,value,quality\n1,2018-12-05T01:00:00Z,1,Valid\r\n\n2,2018-12-05T01:00:00Z,2,Valid',
    );
    expect([...lines].map(([sensorId, { length }]) => [sensorId, length])).toEqual([
      [1, 1],
      [2, 1],
    ]);
  });
});

describe('toHourElement', () => {
  const endMs = Date.parse('2018-12-05T01:00:00Z');
  const elementOf = (value: number | null) =>
    toHourElement({ endMs, value, hasFlags: false, quality: 'Valid' }, SENSOR);

  it.each([
    [909.25, 909],
    [2904.4, 2900],
    [210.5, 211],
    [0.020_708_333, 0.0207],
    [-999, -999],
    [0, 0],
  ])('rounds %d to %d in value, and keeps it exact in summary.avg', (value, rounded) => {
    expect(elementOf(value)).toMatchObject({
      value: rounded,
      summary: { avg: value, min: value, max: value, sd: null },
    });
  });

  it('gives UTC and the local time of the stations', () => {
    expect(
      toHourElement({ endMs: Date.parse('2018-12-31T20:00:00Z'), value: 1, hasFlags: false, quality: 'Valid' }, SENSOR),
    ).toMatchObject({
      period: { datetimeTo: { utc: '2018-12-31T20:00:00Z', local: '2019-01-01T03:00:00+07:00' } },
    });
  });

  it('makes of an hour without a number the gap that the live API and the recordings have', () => {
    const gap = shapeOf(elementOf(null));
    const live = shapeOf(openAqProductionBody('sensor_3425_hourly_gap-bucket_2024-01-03T18Z.result'));
    const { results } = openAqRecording('hours-flagged').body as { results: { value: number | null }[] };
    const recorded = shapeOf(results.find(({ value }) => value === null));

    expect(missingIn(gap, live)).toEqual([]);
    expect([extraIn(gap, recorded), missingIn(gap, recorded)]).toEqual([[], []]);
  });
});
