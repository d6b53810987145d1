import {
  flagsPageSchema,
  hourSchema,
  hoursPageSchema,
  locationSchema,
  locationsPageSchema,
} from '../../../../../lambdas/shared/adapters/openaq/answers';
import { openAqProductionBody, openAqRecording, openAqVietnameseLocations } from '../../../../support/openaq-fixtures';

const HOUR = {
  value: 0.0207,
  parameter: { id: 7, name: 'no2', units: 'ppm', displayName: null },
  flagInfo: { hasFlags: true },
  period: { datetimeFrom: { utc: '2024-01-03T18:00:00Z', local: '2024-01-03T10:00:00-08:00' } },
  summary: { avg: 0.02070833333333334 },
};

const NO_LICENSE = { name: null, attribution: null, from: null, to: null };

const LOCATION = {
  id: 7441,
  name: 'Hanoi',
  coordinates: { latitude: 21.021939, longitude: 105.818806 },
  datetimeFirst: { utc: '2016-11-09T18:00:00Z' },
  datetimeLast: { utc: '2025-04-09T15:00:00Z' },
  sensors: [{ id: 21632, parameter: { name: 'pm25', units: 'µg/m³' } }],
};

describe('hourSchema', () => {
  it('takes the exact average, not the value of 3 significant digits', () => {
    expect(hourSchema.parse(HOUR)).toEqual({
      periodStart: '2024-01-03T18:00:00Z',
      value: 0.02070833333333334,
      unit: 'ppm',
      parameter: 'no2',
      hasFlags: true,
    });
  });

  it.each([
    ['no summary', undefined],
    ['a null summary, as raw values have', null],
    ['a summary without average', {}],
    ['a null average', { avg: null }],
  ])('takes the value when there is %s', (_, summary) => {
    expect(hourSchema.parse({ ...HOUR, summary }).value).toBe(0.0207);
  });

  it('keeps an average of 0 instead of falling back to the value', () => {
    expect(hourSchema.parse({ ...HOUR, summary: { avg: 0 } }).value).toBe(0);
  });

  it('reads an hour without data as null', () => {
    const gap = openAqProductionBody('sensor_3425_hourly_gap-bucket_2024-01-03T18Z.result');
    expect(hourSchema.parse(gap)).toEqual({
      periodStart: '2024-01-03T18:00:00Z',
      value: null,
      unit: 'µg/m³',
      parameter: 'pm25',
      hasFlags: false,
    });
  });

  it.each([
    ['2024-01-03T18:00:00+00:00', '2024-01-03T18:00:00Z'],
    ['2024-01-03T18:00:00.000Z', '2024-01-03T18:00:00Z'],
    ['2024-01-04T01:00:00+07:00', '2024-01-03T18:00:00Z'],
  ])('normalises the instant %s to %s', (utc, expected) => {
    expect(hourSchema.parse({ ...HOUR, period: { datetimeFrom: { utc } } }).periodStart).toBe(expected);
  });

  it.each([[undefined], [null], [{}], [{ name: null, units: null }]])(
    'reads parameter %j as that of the sensor',
    (parameter) => {
      expect(hourSchema.parse({ ...HOUR, parameter })).toMatchObject({ unit: null, parameter: null });
    },
  );

  it.each([[undefined], [null], [{}], [{ hasFlags: null }]])('reads flagInfo %j as not flagged', (flagInfo) => {
    expect(hourSchema.parse({ ...HOUR, flagInfo }).hasFlags).toBe(false);
  });

  it.each([
    ['no value at all', { value: undefined }, 'value'],
    ['a text as value', { value: '12' }, 'value'],
    ['a text as average', { summary: { avg: '12' } }, 'summary.avg'],
    ['a number as unit', { parameter: { name: 'no2', units: 7 } }, 'parameter.units'],
    ['a text as parameter', { parameter: 'no2' }, 'parameter'],
    ['no period', { period: null }, 'period'],
    ['no start of the period', { period: { datetimeFrom: null } }, 'period.datetimeFrom'],
    [
      'an instant without offset',
      { period: { datetimeFrom: { utc: '2024-01-03T18:00:00' } } },
      'period.datetimeFrom.utc',
    ],
    [
      'a day that does not exist',
      { period: { datetimeFrom: { utc: '2023-02-29T18:00:00Z' } } },
      'period.datetimeFrom.utc',
    ],
  ])('refuses %s', (_, change, path) => {
    const { error } = hourSchema.safeParse({ ...HOUR, ...change });
    expect(error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
  });
});

describe('locationSchema', () => {
  it('reads the fields that the pipeline uses', () => {
    expect(locationSchema.parse({ ...LOCATION, aNewField: 1 })).toEqual({
      id: 7441,
      name: 'Hanoi',
      latitude: 21.021939,
      longitude: 105.818806,
      firstReportedAt: '2016-11-09T18:00:00Z',
      lastReportedAt: '2025-04-09T15:00:00Z',
      sensors: [{ id: 21632, parameter: 'pm25', unit: 'µg/m³' }],
      ...{ provider: null, owner: null, isMonitor: null, timeZone: null, licenses: [] },
    });
  });

  it('reads what the live API says of a source, the licence with its dates', () => {
    const { results } = locationsPageSchema.parse(openAqVietnameseLocations());

    expect(results.find(({ id }) => id === 7441)).toMatchObject({
      provider: 'AirNow',
      owner: 'Unknown Governmental Organization',
      isMonitor: true,
      timeZone: 'Asia/Bangkok',
      licenses: [
        {
          name: 'US Public Domain',
          attribution: { name: 'Unknown Governmental Organization', url: null },
          from: '2016-01-30',
          to: null,
        },
      ],
    });
    expect(results.filter(({ isMonitor }) => isMonitor)).toHaveLength(43);
    expect(results.filter(({ licenses }) => licenses.length > 0)).toHaveLength(5);
  });

  it.each([
    ['a provider without a name', { provider: {} }, { provider: null }],
    ['a licence that says nothing', { licenses: [{}] }, { licenses: [NO_LICENSE] }],
    [
      'whom to name for a licence, and where they are',
      { licenses: [{ attribution: { name: 'Someone', url: 'https://example.org' } }] },
      { licenses: [{ attribution: { name: 'Someone', url: 'https://example.org' } }] },
    ],
    ['a date with a time', { licenses: [{ dateTo: '2020-01-31T00:00:00Z' }] }, { licenses: [{ to: '2020-01-31' }] }],
  ])('takes %s', (_, change, expected) => {
    expect(locationSchema.parse({ ...LOCATION, ...change })).toMatchObject(expected);
  });

  it.each([
    ['name', null],
    ['name', undefined],
    ['coordinates', null],
    ['coordinates', undefined],
    ['coordinates', { latitude: null, longitude: null }],
    ['datetimeFirst', null],
    ['datetimeLast', undefined],
    ['provider', null],
    ['isMonitor', undefined],
  ])('reads the absence of %s (%j) as null', (field, value) => {
    const location = locationSchema.parse({ ...LOCATION, [field]: value });
    expect(Object.values(location)).toContain(null);
    expect(location.sensors).toHaveLength(1);
  });

  it('refuses a location without sensors list', () => {
    expect(locationSchema.safeParse({ ...LOCATION, sensors: undefined }).success).toBe(false);
  });
});

describe('a page', () => {
  it.each([
    ['its size', { limit: 1000, found: 3 }, { limit: 1000 }],
    ['nothing of a size that is no number', { limit: '1000' }, undefined],
    ['nothing of a size where there is none', {}, undefined],
  ])('says %s', (_, meta, expected) => {
    expect(hoursPageSchema.parse({ meta, results: [] })).toEqual({ meta: expected, results: [] });
  });

  it.each([[53], ['>1000'], [null], [undefined]])('does not care that meta.found is %j', (found) => {
    const page = { meta: { name: 'openaq-api', found }, results: [HOUR] };
    expect(hoursPageSchema.parse(page).results).toHaveLength(1);
  });

  it('reads all 53 Vietnamese locations and their 191 sensors as the live API sent them', () => {
    const { results } = locationsPageSchema.parse(openAqVietnameseLocations());
    expect(results).toHaveLength(53);
    expect(results.flatMap(({ sensors }) => sensors)).toHaveLength(191);
    expect(results.filter(({ lastReportedAt }) => lastReportedAt === null)).toHaveLength(7);
  });

  it.each(['hours-window-utc', 'hours-flagged', 'hours-limit-exact'])('reads the recorded hours of %s', (name) => {
    expect(hoursPageSchema.safeParse(openAqRecording(name).body).success).toBe(true);
  });

  it('reads an hour as the live API sent it in 2026', () => {
    const hour = openAqProductionBody('sensor_4235_hours_2026-08-01T00Z.result');
    expect(hourSchema.parse(hour)).toEqual({
      periodStart: '2026-08-01T00:00:00Z',
      value: 2.7,
      unit: 'µg/m³',
      parameter: 'pm25',
      hasFlags: false,
    });
  });
});

describe('a flag', () => {
  const FLAG = {
    flagType: { id: 4, label: 'Limits exceeded', level: 'WARNING' },
    datetimeFrom: { utc: '2018-12-05T01:10:00+00:00', local: '2018-12-05T08:10:00+07:00' },
  };
  const read = (change: object) => flagsPageSchema.parse({ results: [{ ...FLAG, ...change }] }).results[0];

  it('has its label, and the instants from and to which it holds', () => {
    expect(read({ datetimeTo: { utc: '2018-12-05T02:00:00Z' } })).toEqual({
      label: 'Limits exceeded',
      from: '2018-12-05T01:10:00Z',
      to: '2018-12-05T02:00:00Z',
    });
  });

  it.each([[undefined], [null], [{}], [{ utc: null }]])('is open where its begin or end is %j', (open) => {
    expect(read({ datetimeFrom: open, datetimeTo: open })).toMatchObject({ from: null, to: null });
  });

  it.each([
    ['no label', { flagType: {} }, 'flagType.label'],
    ['a begin that is no instant', { datetimeFrom: { utc: 'yesterday' } }, 'datetimeFrom.utc'],
  ])('is refused with %s', (_, change, path) => {
    const { error } = flagsPageSchema.safeParse({ results: [{ ...FLAG, ...change }] });

    expect(error?.issues.map((issue) => issue.path.join('.'))).toEqual([`results.0.${path}`]);
  });
});
