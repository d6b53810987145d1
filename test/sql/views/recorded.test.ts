import { groupBy, meanOf, type RecordedValue, recordedValues, writeFacts } from '../../support/recorded-facts';
import { useWarehouse } from '../../support/test-warehouse';

/** The clock of both cities, asked of ICU and not of the database. */
const LOCAL = new Intl.DateTimeFormat('sv', {
  timeZone: 'Asia/Ho_Chi_Minh',
  dateStyle: 'short',
  timeStyle: 'medium',
});
const localTime = ({ startMs }: RecordedValue): string => LOCAL.format(startMs);
const localDate = (value: RecordedValue): string => localTime(value).slice(0, 10);
const meanOfHours = (hours: readonly RecordedValue[]): string => meanOf(hours.map(({ value }) => value));

/** PM2.5 of 2024: the index by hand, in tenths, so that no float decides what is cut. */
const aqiOfPm25 = (mean: number): number => {
  const tenths = Math.floor(Number((mean * 10).toFixed(3)));
  const pieces = [
    [0, 90, 0, 50],
    [91, 354, 51, 100],
    [355, 554, 101, 150],
    [555, 1254, 151, 200],
    [1255, 2254, 201, 300],
    [2255, Number.POSITIVE_INFINITY, 301, 500],
  ] as const;
  const [low, high, indexLow, indexHigh] = pieces.find(([, upTo]) => tenths <= upTo) ?? pieces[5];
  const end = high === Number.POSITIVE_INFINITY ? 3254 : high;
  return Math.round(((indexHigh - indexLow) / (end - low)) * (tenths - low) + indexLow);
};

describe('the analyst views over three years of the shipped recording', () => {
  const warehouse = useWarehouse();
  const values = recordedValues();
  const pm25 = values.filter(({ pollutant }) => pollutant === 'pm25');
  const days = groupBy(values, (value) => `${value.locationId} ${localDate(value)} ${value.pollutant}`);
  const rows = async (sql: string): Promise<unknown[][]> => (await warehouse().query(sql)).rows;
  const byKey = async (sql: string): Promise<Map<string, unknown>> =>
    new Map((await rows(sql)).map(([key, value]) => [String(key), value]));
  beforeAll(() => writeFacts(warehouse(), values));

  it('count every reading once, in rows of hours', async () => {
    expect(values.length).toBeGreaterThan(25_000);
    expect(await rows('select cast(count(*) as integer) from openaq.hourly_values')).toEqual([[values.length]]);
  });

  it('give each station day its hours and the mean of what there is, by the local clock', async () => {
    const expected = new Map([...days].map(([key, hours]) => [key, `${hours.length} ${meanOfHours(hours)}`]));

    expect(
      await byKey(
        `select location_id || ' ' || local_date || ' ' || pollutant, hours || ' ' || available_mean_ug_m3
         from openaq.station_days`,
      ),
    ).toEqual(expected);
  });

  it('count a day from 18 hours, and give no mean of a day that does not count', async () => {
    const counted = [...days.values()].filter((hours) => hours.length >= 18).length;

    expect(counted).toBeLessThan(days.size);
    expect(
      await rows(
        `select is_complete, cast(count(*) as integer), cast(count(mean_ug_m3) as integer), min(hours) >= 18
         from openaq.station_days group by is_complete order by is_complete`,
      ),
    ).toEqual([
      [false, days.size - counted, 0, false],
      [true, counted, counted, true],
    ]);
  });

  it('give each complete day of PM2.5 the index of 2024', async () => {
    const expected = new Map(
      [...groupBy(pm25, (value) => `${value.locationId} ${localDate(value)}`)]
        .filter(([, hours]) => hours.length >= 18)
        .map(([key, hours]) => [key, aqiOfPm25(Number(meanOfHours(hours)))]),
    );

    expect(
      await byKey(
        `select location_id || ' ' || local_date, aqi from openaq.station_aqi_subindices where pollutant = 'pm25'`,
      ),
    ).toEqual(expected);
  });

  it.each([
    ['WHO 2021', 15],
    ['QCVN 05:2013', 50],
  ])('name each day of PM2.5 above the limit of %s, and judge every complete day', async (standard, limit) => {
    const complete = [...groupBy(pm25, (value) => `${value.locationId} ${localDate(value)}`)].filter(
      ([, hours]) => hours.length >= 18,
    );
    const above = complete.filter(([, hours]) => Number(meanOfHours(hours)) > limit).map(([key]) => key);
    const where = `where pollutant = 'pm25' and standard = '${standard}'`;

    expect(above.length).toBeGreaterThan(100);
    expect(
      [
        ...(await byKey(`select location_id || ' ' || local_date, standard from openaq.exceedances ${where}`)).keys(),
      ].sort(),
    ).toEqual(above.sort());
    expect(await rows(`select cast(count(*) as integer) from openaq.station_limit_days ${where}`)).toEqual([
      [complete.length],
    ]);
  });

  it('give a year a mean where each quarter has 75 percent of its days, and compare it with the annual limits', async () => {
    const counted = [...groupBy(pm25, (value) => `${value.locationId} ${localDate(value)}`)]
      .filter(([, hours]) => hours.length >= 18)
      .map(([key, hours]) => ({ key, month: Number(key.split('-')[1]), mean: Number(meanOfHours(hours)) }));
    const daysInQuarter = (year: number, quarter: number): number =>
      (Date.UTC(year, quarter * 3 + 3, 1) - Date.UTC(year, quarter * 3, 1)) / (24 * 3_600_000);
    const expected = [...groupBy(counted, ({ key }) => key.slice(0, key.indexOf('-')))]
      .filter(([key, ofYear]) =>
        [0, 1, 2, 3].every(
          (quarter) =>
            ofYear.filter(({ month }) => Math.floor((month - 1) / 3) === quarter).length >=
            0.75 * daysInQuarter(Number(key.split(' ')[1]), quarter),
        ),
      )
      .map(([key, ofYear]) => [key, meanOf(ofYear.map(({ mean }) => mean))] as const);
    const years = await rows(
      `select location_id || ' ' || local_year, mean_ug_m3 from openaq.station_years where pollutant = 'pm25' and is_complete`,
    );

    expect(expected.length).toBeGreaterThan(1);
    expect(new Map(years.map(([key, mean]) => [String(key), mean]))).toEqual(new Map(expected));
    expect(await rows('select count(mean_ug_m3) from openaq.station_years where not is_complete')).toEqual([[0]]);
    expect(
      await rows(
        `select distinct standard, limit_ug_m3, is_exceeded from openaq.station_limit_years where pollutant = 'pm25' order by 1`,
      ),
    ).toEqual([
      ['QCVN 05:2013', '25.00', true],
      ['WHO 2021', '5.00', true],
    ]);
  });

  it.each<[string, (value: RecordedValue) => number]>([
    ['local', (value) => Number(localTime(value).slice(11, 13))],
    ['UTC', ({ startMs }) => new Date(startMs).getUTCHours()],
  ])('give the usual day of each city in its %s hours', async (clock, hourOf) => {
    const expected = new Map(
      [...groupBy(pm25, (value) => `${value.city} ${hourOf(value)}`)].map(([key, hours]) => [
        key,
        `${hours.length} ${meanOfHours(hours)}`,
      ]),
    );

    expect(
      await byKey(
        `select city || ' ' || hour_of_day, hours || ' ' || mean_ug_m3 from openaq.city_hour_profiles
         where pollutant = 'pm25' and clock = '${clock}'`,
      ),
    ).toEqual(expected);
  });

  it('give the usual year of each city in its local months, and of how many years it is', async () => {
    const expected = new Map(
      [...groupBy(pm25, (value) => `${value.city} ${Number(localTime(value).slice(5, 7))}`)].map(([key, hours]) => [
        key,
        `${new Set(hours.map((value) => localTime(value).slice(0, 4))).size} ${meanOfHours(hours)}`,
      ]),
    );

    expect(
      await byKey(
        `select city || ' ' || month_of_year, years || ' ' || mean_ug_m3 from openaq.city_month_profiles
         where pollutant = 'pm25' and clock = 'local'`,
      ),
    ).toEqual(expected);
  });

  it('give the highest eight-hour mean of CO of each complete day, of periods with six hours or more', async () => {
    const co = values.filter(({ pollutant }) => pollutant === 'co');
    const starts = [
      ...new Set(co.flatMap(({ startMs }) => [0, 1, 2, 3, 4, 5, 6, 7].map((back) => startMs - back * 3_600_000))),
    ];
    const periods = starts
      .map((start) => ({
        day: LOCAL.format(start).slice(0, 10),
        within: co.filter(({ startMs }) => startMs >= start && startMs < start + 8 * 3_600_000),
      }))
      .filter(({ within }) => within.length >= 6);
    const expected = new Map(
      [...groupBy(co, localDate)]
        .filter(([, hours]) => hours.length >= 18)
        .map(([day]) => [
          day,
          Math.max(
            ...periods.filter((period) => period.day === day).map(({ within }) => Number(meanOfHours(within))),
          ).toFixed(4),
        ]),
    );

    expect(expected.size).toBeGreaterThan(1);
    expect(
      await byKey(
        `select cast(local_date as varchar(10)), value_ug_m3 from openaq.station_day_averages
         where pollutant = 'co' and averaging = '8 h' and is_complete`,
      ),
    ).toEqual(expected);
  });
});
