import { canHaveDataIn, hasReported, selectSensors } from '../../../../lambdas/shared/domain/sensor-selection';
import { makeLocation } from '../../../support/air-quality';

const WINDOW = { start: '2018-12-05T00:00:00Z', end: '2018-12-06T00:00:00Z' };

describe('canHaveDataIn', () => {
  it.each([
    ['ended exactly at the start of the window, since stamps are period ends', { lastReportedAt: WINDOW.start }, false],
    ['reported the first hour of the window', { lastReportedAt: '2018-12-05T01:00:00Z' }, true],
    ['began with the last hour of the window', { firstReportedAt: WINDOW.end }, true],
    ['began with an hour that starts at :30 of the last', { firstReportedAt: '2018-12-06T00:30:00Z' }, true],
    ['began after the window', { firstReportedAt: '2018-12-06T01:00:00Z' }, false],
    [
      'began with the last hour that starts in the window, in any zone',
      { firstReportedAt: '2018-12-06T00:59:59Z' },
      true,
    ],
    ['never reported', { firstReportedAt: null, lastReportedAt: null }, false],
  ])('judges a location that %s', (_, dates, expected) => {
    expect(canHaveDataIn(makeLocation(dates), WINDOW)).toBe(expected);
  });
});

describe('hasReported', () => {
  it.each([
    [{}, true],
    [{ firstReportedAt: null }, false],
    [{ lastReportedAt: null }, false],
    [{ firstReportedAt: null, lastReportedAt: null }, false],
  ])('needs a first and a last report: %j', (dates, expected) => {
    expect(hasReported(makeLocation(dates))).toBe(expected);
  });
});

describe('selectSensors', () => {
  it('asks the wanted sensors in the order of their ids and counts every other one by its reason', () => {
    const here = makeLocation({
      id: 1,
      sensors: [
        { id: 30, parameter: 'no2', unit: 'ppb' },
        { id: 10, parameter: 'pm25', unit: 'µg/m³' },
        { id: 11, parameter: 'relativehumidity', unit: '%' },
        { id: 12, parameter: 'o3', unit: 'µg/m³' },
        { id: 13, parameter: 'pm10', unit: 'particles/cm³' },
      ],
    });
    const gone = makeLocation({
      id: 2,
      lastReportedAt: '2017-01-01T00:00:00Z',
      sensors: [{ id: 5, parameter: 'pm25', unit: 'µg/m³' }],
    });

    const { sensors, skipped } = selectSensors([here, gone], ['pm25', 'pm10', 'no2'], WINDOW);

    expect(sensors.map(({ id, pollutant }) => [id, pollutant])).toEqual([
      [10, 'pm25'],
      [30, 'no2'],
    ]);
    expect(skipped).toEqual({
      other_parameter: 2,
      'unknown_unit:pm10:particles/cm³': 1,
      no_data_in_window: 1,
    });
  });

  it('counts three unknown units by name, all further ones together, and every other reason by its own', () => {
    const units = ['%', 'a', 'b', 'c', 'a', 'd', '%', 'e', 'b'];
    const sensors = units.map((unit, index) => ({ id: index, parameter: unit === '%' ? 'humidity' : 'pm25', unit }));

    const { skipped } = selectSensors(
      [makeLocation({ sensors }), makeLocation({ lastReportedAt: null })],
      ['pm25'],
      WINDOW,
    );

    expect(skipped).toEqual({
      other_parameter: 2,
      'unknown_unit:pm25:a': 2,
      'unknown_unit:pm25:b': 2,
      'unknown_unit:pm25:c': 1,
      'unknown_unit:other': 2,
      no_data_in_window: 1,
    });
  });

  it('names an odd unit in a few plain characters, since the name goes into states and logs', () => {
    const unit = `\u001b[2J${'x'.repeat(10_000)}`;
    const location = makeLocation({ sensors: [{ id: 1, parameter: 'pm25', unit }] });

    const { skipped } = selectSensors([location], ['pm25'], WINDOW);

    expect(skipped).toEqual({ [`unknown_unit:pm25:[2J${'x'.repeat(17)}`]: 1 });
  });
});
