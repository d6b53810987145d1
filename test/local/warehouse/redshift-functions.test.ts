import { useWarehouse } from '../../support/test-warehouse';

/** Redshift's sample table for window functions: https://docs.aws.amazon.com/redshift/latest/dg/c_Window_functions.html */
const WINSALES = [
  "(30001, '2003-08-02', 3, 'b', 10)",
  "(10001, '2003-12-24', 1, 'c', 10)",
  "(10005, '2003-12-24', 1, 'a', 30)",
  "(40001, '2004-01-09', 4, 'a', 40)",
  "(10006, '2004-01-18', 1, 'c', 10)",
  "(20001, '2004-02-12', 2, 'b', 20)",
  "(40005, '2004-02-12', 4, 'a', 10)",
  "(20002, '2004-02-16', 2, 'c', 20)",
  "(30003, '2004-04-18', 3, 'b', 15)",
  "(30004, '2004-04-18', 3, 'b', 20)",
  "(30007, '2004-09-07', 3, 'c', 30)",
];

describe("Redshift's functions, by the examples of their pages in its documentation", () => {
  const warehouse = useWarehouse();
  const valuesOf = async (sql: string): Promise<unknown[]> => (await warehouse().query(sql)).rows.flat();

  beforeAll(() =>
    warehouse().transaction([
      'create table openaq.winsales (salesid integer, dateid date, sellerid integer, buyerid varchar(9), qty integer)',
      `insert into openaq.winsales values ${WINSALES.join(', ')}`,
    ]),
  );

  it.each([
    ["convert_timezone('PST', timestamp '2008-08-24 09:36:12')", '2008-08-24 01:36:12'],
    ["convert_timezone('US/Pacific', timestamp '2008-08-24 09:36:12')", '2008-08-24 02:36:12'],
    ["convert_timezone('EST', 'PST', '20080305 12:25:29')", '2008-03-05 09:25:29'],
    ["convert_timezone('America/New_York', '2013-02-01 08:00:00')", '2013-02-01 03:00:00'],
    ["convert_timezone('America/New_York', '2013-06-01 08:00:00')", '2013-06-01 04:00:00'],
    ["convert_timezone('GMT', 'NEWZONE +2', '2014-05-17 12:00:00')", '2014-05-17 10:00:00'],
    ["convert_timezone('GMT', 'NEWZONE-2:15', '2014-05-17 12:00:00')", '2014-05-17 14:15:00'],
    ["convert_timezone('GMT', 'America/Los_Angeles+2', '2014-05-17 12:00:00')", '2014-05-17 10:00:00'],
    ["convert_timezone('Asia/Ho_Chi_Minh', timestamp '2018-12-05 17:00:00')", '2018-12-06 00:00:00'],

    ["dateadd(day, 30, date '2008-11-01')", '2008-12-01 00:00:00'],
    ["dateadd(month, 18, '2008-02-28')", '2009-08-28 00:00:00'],
    ["dateadd(m, 30, '2008-02-28')", '2008-02-28 00:30:00'],
    ["dateadd(month, 1, '2008-04-30')", '2008-05-30 00:00:00'],
    ["dateadd(month, 12, '2016-02-29')", '2017-02-28 00:00:00'],
    ["dateadd(year, 1, '2016-02-29')", '2017-03-01 00:00:00'],
    ["dateadd(year, 4, '2016-02-29')", '2020-02-29 00:00:00'],
    ["dateadd(qtr, -1, '2018-12-05')", '2018-09-05 00:00:00'],
    ["dateadd(week, 1, '2018-12-05')", '2018-12-12 00:00:00'],
    ["dateadd(hrs, 25, '2018-12-05')", '2018-12-06 01:00:00'],
    ["dateadd(s, -1, '2018-12-05')", '2018-12-04 23:59:59'],
    ["dateadd(us, 1, '2018-12-05')", '2018-12-05 00:00:00.000001'],
    ["dateadd(ms, 1500, '2018-12-05')", '2018-12-05 00:00:01.5'],
    ["add_months('2008-04-30', 1)", '2008-05-31 00:00:00'],
    ["add_months('2018-01-15 07:30:00', 1)", '2018-02-15 07:30:00'],
    ["add_months('2018-03-31 07:30:00', -1)", '2018-02-28 07:30:00'],
    ["add_months('2018-01-30', 1)", '2018-02-28 00:00:00'],
    ['add_months(null, 1)', null],

    ["datediff(week, '2009-01-01', '2009-12-31')", 52],
    ["datediff(hour, '2023-01-01', '2023-01-03 05:04:03')", 53],
    ["datediff(year, '2008-12-31', '2009-01-01')", 1],
    ["datediff(hour, '2009-01-01 8:30:00', '2009-01-01 10:00:00')", 2],
    ["datediff(week, '2018-12-08', '2018-12-09')", 1],
    ["datediff(week, '2018-12-09', '2018-12-15 23:00:00')", 0],
    ["datediff(minute, '2018-12-05 00:00:59', '2018-12-05 00:01:00')", 1],
    ["datediff(ms, '2018-12-05 00:00:00', '2018-12-05 00:00:01.5')", 1500],
    ["datediff(us, '2018-12-05 00:00:00', '2018-12-05 00:00:00.000025')", 25],
    ["datediff(sec, '2018-12-05 00:00:10', '2018-12-05')", -10],
    ["datediff(day, null, '2018-12-05')", null],
    ["dateadd(day, null, '2018-12-05')", null],
    ['dateadd(year, 1, null)', null],
    ["datediff(months, '2009-03-01', '2009-02-28')", -1],
    // The page says 40 for these two days and, above it, that the boundaries between them are counted: those are 39.
    ["datediff(qtr, '1998-07-01', date '2008-06-05')", 39],

    ["date_trunc('week', timestamp '20220430 04:05:06.789')", '2022-04-25 00:00:00'],
    ["date_trunc('millennium', timestamp '20200430 04:05:06.789')", '2001-01-01 00:00:00'],
    ["date_trunc('month', date '2018-12-05')", '2018-12-01 00:00:00'],
    ["date_part(sec, timestamp '2009-09-21 11:10:03.189717')", 3.189717],
    ["extract(sec from timestamp '2009-09-21 11:10:03.189717')", '3'],
    ["extract(weekday from timestamp '2018-12-09 23:00:00')", '0'],
    ["date_part(dow, timestamp '2018-12-09 23:00:00')", 0],
    ["trunc(timestamp '2018-12-05 17:30:00')", '2018-12-05'],
    ["last_day(date '2024-02-03')", '2024-02-29'],
    ['trunc(getdate()) = cast(getdate() as date)', true],

    ['decode(null, null, 0, 1)', 0],
    ["decode(date '2008-06-01', '2008-06-01', 'June 1st, 2008')", 'June 1st, 2008'],
    ["decode('XYZ', 'NHL', 'National Hockey League', 'MLB', 'Major League Baseball', 'Unknown')", 'Unknown'],
    ["decode('XYZ', 'NHL', 'National Hockey League')", null],
    ["decode(',', ')', 1, ',', 2)", 2],
    ['nvl(null, nvl(null, 3), 4)', 3],
    ["nvl2(null, 'some', 'none')", 'none'],
    ["len('năm')", 3],
    ["charindex('fish', 'dogfish')", 4],
    ["strtol('0xf', 16)", 15],
    ["strtol('abcd1234', 16)", 2_882_343_476],
    ["strtol('fffffffffffffff', 16) = 1152921504606846975", true],
    ['strtol(null, 16)', null],
  ])('%s', async (expression, expected) => {
    expect(await valuesOf(`select ${expression}`)).toEqual([expected]);
  });

  it.each([
    ["listagg(sellerid) within group (order by dateid) from openaq.winsales where buyerid <> 'x'", ['31141242333']],
    [
      "listagg(dateid, '|') within group (order by sellerid desc, salesid asc) from openaq.winsales where buyerid = 'b'",
      ['2003-08-02|2004-04-18|2004-04-18|2004-02-12'],
    ],
    ["listagg(distinct sellerid, ', ') within group (order by sellerid desc) from openaq.winsales", ['4, 3, 2, 1']],
    [
      "distinct listagg(sellerid) within group (order by sellerid) over () from openaq.winsales where buyerid > 'a'",
      ['11223333'],
    ],
    ["listagg(decode(buyerid, 'a', '', 'b', null, buyerid), ',') from openaq.winsales", ['c,c,c,c']],
    ['median(qty) from openaq.winsales', ['20']],
    ["median(qty) from openaq.winsales where buyerid = 'b'", ['17.5']],
    ["median(cast(qty as decimal(10, 4))) from openaq.winsales where buyerid = 'b'", ['17.5']],
    ["median(cast(qty as double precision)) from openaq.winsales where buyerid = 'b'", [17.5]],
    ["median(dateid) from openaq.winsales where buyerid = 'a'", ['2004-01-09']],
    ["distinct median(qty) over (partition by buyerid) from openaq.winsales where buyerid = 'b'", ['17.5']],
    ['median(qty) from openaq.winsales where false', [null]],
    ['approximate count(distinct buyerid) from openaq.winsales', [3]],
    ['top 2 salesid from openaq.winsales order by salesid', [10001, 10005]],
  ])('select %s', async (rest, expected) => {
    expect(await valuesOf(`select ${rest}`)).toEqual(expected);
  });

  it('lists by group', async () => {
    const sql =
      "select buyerid, listagg(salesid, ',') within group (order by salesid) as sales from openaq.winsales group by buyerid order by buyerid";

    // The page has 30004,30003 and 20002,30007,10006: not in the order that it asks for.
    expect((await warehouse().query(sql)).rows).toEqual([
      ['a', '10005,40001,40005'],
      ['b', '20001,30001,30003,30004'],
      ['c', '10001,10006,20002,30007'],
    ]);
  });

  it("makes an error of a list that is longer than Redshift's longest text", async () => {
    await expect(valuesOf("select listagg(repeat('x', 7000)) from openaq.winsales")).rejects.toThrow(
      'Result size exceeds LISTAGG limit',
    );
  });

  it.each([
    ["strtol('12', 10)", 'strtol runs here for base 16'],
    ["strtol('0123456789abcdef', 16)", 'strtol runs here for base 16 and 1 to 15 digits'],
    ["strtol('', 16)", 'strtol runs here for base 16 and 1 to 15 digits'],
    ["strtol('12g', 16)", '"g" is not a valid hexadecimal digit'],
  ])('%s is refused', async (expression, message) => {
    await expect(valuesOf(`select ${expression}`)).rejects.toThrow(message);
  });

  it('are in a view, too', async () => {
    await warehouse().transaction([
      "create view openaq.local_days as select trunc(convert_timezone('Asia/Ho_Chi_Minh', dateadd(hour, 17, dateid))) as day from openaq.winsales",
    ]);

    expect(await valuesOf('select top 1 day from openaq.local_days order by 1')).toEqual(['2003-08-03']);
  });
});
