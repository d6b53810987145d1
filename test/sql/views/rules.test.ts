import { LAKE } from '../../../lambdas/shared/domain/lake';
import { POLLUTANT_NAMES, type PollutantName } from '../../../lambdas/shared/domain/pollutants';
import { toMicrograms, toUnit } from '../../../lambdas/shared/domain/units';
import { type RecordedValue, writeFacts } from '../../support/recorded-facts';
import { emptyWarehouse, useWarehouse } from '../../support/test-warehouse';

const HOUR_MS = 3_600_000;
/** Midnight of the local day in Vietnam that is a UTC date. */
const MIDNIGHT = Date.parse('2024-01-14T17:00:00Z');

/** The same value in each of a number of hours, from the local midnight on. */
const hours = (pollutant: PollutantName, value: number, count = 24, locationId = 1): RecordedValue[] =>
  Array.from({ length: count }, (_, hour) => ({
    locationId,
    city: 'Hanoi',
    pollutant,
    startMs: MIDNIGHT + hour * HOUR_MS,
    value,
  }));

describe('the rules of the analyst views', () => {
  const warehouse = useWarehouse();
  beforeEach(() => emptyWarehouse(warehouse()));
  const rows = async (sql: string): Promise<unknown[][]> => (await warehouse().query(sql)).rows;
  /** What a day with this value in each hour gets. A gas is given in the unit of the rule. */
  const indexOf = async (pollutant: PollutantName, value: number, unit: string) => {
    const known = toUnit(pollutant, unit);
    const micrograms = known === null ? Number.NaN : toMicrograms(pollutant, value, known);
    await writeFacts(warehouse(), hours(pollutant, Number(micrograms.toFixed(4))));
    return (
      await rows(
        "select aqi, category, dominant_averaging from openaq.station_aqi_days where local_date = '2024-01-15'",
      )
    )[0];
  };

  it.each<[PollutantName, number, string, number, string, string]>([
    ['pm25', 0, 'ug/m3', 0, 'Good', '24 h'],
    ['pm25', 9.0999, 'ug/m3', 50, 'Good', '24 h'],
    ['pm25', 9.1, 'ug/m3', 51, 'Moderate', '24 h'],
    ['pm25', 35.4999, 'ug/m3', 100, 'Moderate', '24 h'],
    ['pm25', 35.5, 'ug/m3', 101, 'Unhealthy for Sensitive Groups', '24 h'],
    ['pm25', 225.5, 'ug/m3', 301, 'Hazardous', '24 h'],
    ['pm25', 325.4, 'ug/m3', 500, 'Hazardous', '24 h'],
    ['pm25', 425.3, 'ug/m3', 699, 'Hazardous', '24 h'],
    ['pm10', 54.9999, 'ug/m3', 50, 'Good', '24 h'],
    ['pm10', 604, 'ug/m3', 500, 'Hazardous', '24 h'],
    ['o3', 0.054, 'ppm', 50, 'Good', '8 h'],
    ['o3', 0.055, 'ppm', 51, 'Moderate', '8 h'],
    ['o3', 0.2, 'ppm', 300, 'Very Unhealthy', '8 h'],
    ['o3', 0.204, 'ppm', 300, 'Very Unhealthy', '8 h'],
    ['o3', 0.405, 'ppm', 301, 'Hazardous', '1 h'],
    ['no2', 53, 'ppb', 50, 'Good', '1 h'],
    ['no2', 54, 'ppb', 51, 'Moderate', '1 h'],
    ['so2', 76, 'ppb', 101, 'Unhealthy for Sensitive Groups', '1 h'],
    ['so2', 304, 'ppb', 200, 'Unhealthy', '1 h'],
    ['so2', 305, 'ppb', 201, 'Very Unhealthy', '24 h'],
    ['co', 9.4, 'ppm', 100, 'Moderate', '8 h'],
    ['co', 9.5, 'ppm', 101, 'Unhealthy for Sensitive Groups', '8 h'],
  ])('give a day of %s at %d %s the index %d, %s, by its mean of %s', async (pollutant, value, unit, ...expected) => {
    expect(await indexOf(pollutant, value, unit)).toEqual(expected);
  });

  it('keep the index of SO2 at 200 when a single hour is above what one-hour values define', async () => {
    const day = hours('so2', 10).map((hour, at) => (at === 3 ? { ...hour, value: 1_500 } : hour));
    await writeFacts(warehouse(), day);

    expect(await rows('select aqi, averaging from openaq.station_aqi_subindices')).toEqual([[200, '1 h']]);
  });

  it('name the pollutant with the highest index of a station, and the highest station of a city', async () => {
    await writeFacts(warehouse(), [
      ...hours('pm25', 10),
      ...hours('pm10', 200),
      ...hours('pm25', 60, 24, 2),
      ...hours('pm25', 400, 17, 3),
    ]);

    expect(
      await rows('select location_id, aqi, dominant_pollutant from openaq.station_aqi_days order by location_id'),
    ).toEqual([
      [1, 123, 'pm10'],
      [2, 154, 'pm25'],
    ]);
    expect(
      await rows('select aqi, dominant_pollutant, dominant_location_id, stations from openaq.city_aqi_days'),
    ).toEqual([[154, 'pm25', 2, 2]]);
  });

  it.each([
    [17, false, null],
    [18, true, '60.0000'],
  ])('judge a day of %d hours as complete: %s', async (count, isComplete, mean) => {
    await writeFacts(warehouse(), hours('pm25', 60, count));

    expect(await rows('select hours, is_complete, mean_ug_m3, available_mean_ug_m3 from openaq.station_days')).toEqual([
      [count, isComplete, mean, '60.0000'],
    ]);
    expect(await rows('select * from openaq.exceedances')).toHaveLength(isComplete ? 2 : 0);
  });

  it('give a city the mean of its complete stations, each counting once', async () => {
    await writeFacts(warehouse(), [
      ...hours('pm25', 10, 24, 1),
      ...hours('pm25', 40, 18, 2),
      ...hours('pm25', 900, 17, 3),
    ]);

    expect(
      await rows('select stations, complete_stations, hours, is_complete, mean_ug_m3 from openaq.city_days'),
    ).toEqual([[3, 2, 59, true, '25.0000']]);
  });

  it('count an hour above its limit as an exceedance on a day that does not count too, and give that day no index', async () => {
    await writeFacts(warehouse(), hours('so2', 400, 3));

    expect(await rows('select standard, averaging, is_complete from openaq.exceedances')).toEqual([
      ['QCVN 05:2013', '1 h', false],
    ]);
    expect(await rows('select * from openaq.station_aqi_subindices')).toEqual([]);
  });

  it('judge an hour below its limit on days that count alone', async () => {
    await writeFacts(warehouse(), [...hours('so2', 100, 3), ...hours('so2', 100, 18, 2)]);

    expect(
      await rows("select location_id, is_exceeded from openaq.station_limit_days where averaging = '1 h'"),
    ).toEqual([[2, false]]);
  });

  it('take no value that equals its limit for an exceedance', async () => {
    await writeFacts(warehouse(), hours('pm25', 15));

    expect(await rows('select * from openaq.exceedances')).toEqual([]);
  });

  it('reckon the days of a city that has no clock in UTC, and of one that somebody has added by its own', async () => {
    await warehouse().transaction([
      "insert into openaq.dim_cities (city, time_zone, source) values ('Kathmandu', 'Asia/Kathmandu', 'a person')",
    ]);
    const start = Date.parse('2024-01-15T18:15:00Z');
    const one = { locationId: 1, pollutant: 'pm25', startMs: start, value: 5 } as const;
    await writeFacts(warehouse(), [
      { ...one, city: 'Kathmandu' },
      { ...one, locationId: 2, city: 'Nowhere' },
    ]);

    expect(await rows('select city, time_zone, local_datetime from openaq.hourly_values order by city')).toEqual([
      ['Kathmandu', 'Asia/Kathmandu', '2024-01-16 00:00:00'],
      ['Nowhere', 'UTC', '2024-01-15 18:15:00'],
    ]);
  });

  it('convert gases by the factor that brought them into ug/m3', async () => {
    const factors = await rows('select distinct pollutant, unit, ug_m3_per_unit from openaq.aqi_breakpoints');

    for (const [pollutant, unit, factor] of factors as [PollutantName, string, string][]) {
      const known = toUnit(pollutant, unit);
      expect(known).not.toBeNull();
      expect(Number(factor)).toBeCloseTo(known === null ? Number.NaN : toMicrograms(pollutant, 1, known), 5);
    }
  });

  it('have the value of every pollutant of the lake, under the name that the lake has for it', async () => {
    await writeFacts(
      warehouse(),
      POLLUTANT_NAMES.flatMap((pollutant, index) => hours(pollutant, index + 1, 1)),
    );

    expect(
      await rows(
        `select pollutant, pollutant_name, cast(value_ug_m3 as integer) from openaq.hourly_values
         join openaq.dim_pollutants using (pollutant) order by position`,
      ),
    ).toEqual(
      POLLUTANT_NAMES.map((name, index) => [name, LAKE.measurements.columns[name].double.pollutant, index + 1]),
    );
  });

  it('know every pollutant of the lake, with limits and an index', async () => {
    for (const table of ['dim_pollutants', 'air_quality_limits', 'aqi_breakpoints']) {
      expect((await rows(`select distinct pollutant from openaq.${table}`)).flat().sort()).toEqual(
        [...POLLUTANT_NAMES].sort(),
      );
    }
  });

  it('leave no gap between the pieces of the index, in the resolution of the rule', async () => {
    const gaps = await rows(
      `select low.pollutant, low.averaging, low.concentration_high
       from openaq.aqi_breakpoints as low
       left join openaq.aqi_breakpoints as high
         on high.pollutant = low.pollutant and high.averaging = low.averaging
         and high.concentration_low = low.concentration_high + low.resolution
       where not low.is_last and high.pollutant is null`,
    );

    // One-hour values of ozone stop at the index 500 and begin at 101, eight-hour values are there for the rest.
    expect(gaps).toEqual([]);
  });
});
