import { type ContentFault, faultsOf, firstHour, firstValue, hoursPage, withFirst } from './content-fault';

const { taken, refused } = faultsOf('an hour of OpenAQ');

const GAP = withFirst({ pm25: null });

/** Null, and the row says why. */
const nullFor = (reason: string) => withFirst({ pm25: null, quality_flags: `pm25:${reason}` });

/** A number that is no reading: null with a reason. */
const nulled = (what: string, value: number, reason: string, unit?: string): ContentFault =>
  taken(
    what,
    `null, counted as ${reason}`,
    firstValue(value, unit === undefined ? {} : { parameter: { name: 'pm25', units: unit } }),
    { counts: { nulledValues: { [reason]: 1 }, ...(unit !== undefined && { unitChanges: 1 }) }, rows: nullFor(reason) },
  );

const startingAt = (utc: unknown) => (hour: object) => ({ ...hour, period: { datetimeFrom: { utc } } });

/** What a page of hours may say. The honest first hour is 10 ug/m3. */
export const HOUR_FAULTS: readonly ContentFault[] = [
  taken('null as value', 'null, counted as a gap', firstValue(null), { counts: { gaps: 1 }, rows: GAP }),
  nulled('-999', -999, 'fill_code'),
  nulled('-9999', -9_999, 'fill_code'),
  nulled('a negative value', -0.6, 'below_range'),
  nulled('an absurd value', 1e9, 'above_range'),
  nulled('the largest number there is', Number.MAX_VALUE, 'above_range'),
  nulled('a unit that nobody knows', 12, 'unknown_unit', 'particles/cm³'),
  nulled('an empty unit', 12, 'unknown_unit', ''),
  nulled('ppm of dust', 12, 'unknown_unit', 'ppm'),
  taken('the value of another parameter', 'null, counted', firstValue(12, { parameter: { name: 'pm10' } }), {
    counts: { nulledValues: { other_parameter: 1 } },
    rows: nullFor('other_parameter'),
  }),
  taken('mg/m3', 'a thousand times as much', firstValue(0.5, { parameter: { name: 'pm25', units: 'mg/m³' } }), {
    counts: { unitChanges: 1 },
    rows: withFirst({ pm25: 500 }),
  }),
  taken('zero', 'zero, since it was measured', firstValue(0), { rows: withFirst({ pm25: 0 }) }),
  taken('the smallest number there is', 'kept', firstValue(5e-324), { rows: withFirst({ pm25: 5e-324 }) }),
  taken(
    'a flag',
    'kept, counted as flagged',
    firstHour((hour) => ({ ...hour, flagInfo: { hasFlags: true } })),
    { counts: { flaggedValues: 1 }, rows: withFirst({ quality_flags: 'pm25:flagged' }) },
  ),
  taken(
    'new fields',
    'not noticed',
    firstHour((hour) => ({ ...hour, novelty: { deep: [1] }, constructor: 'x' })),
    {},
  ),
  taken(
    '`found` as ">1000"',
    'not noticed',
    hoursPage((results) => ({ meta: { found: '>1000' }, results })),
    {},
  ),
  taken(
    'no `meta` at all',
    'not noticed',
    hoursPage((results) => ({ results })),
    {},
  ),
  taken(
    'hours in no order',
    'the same rows',
    hoursPage((results) => ({ results: results.toReversed() })),
    {},
  ),
  taken(
    'an instant with the offset of the place',
    'the same instant in UTC',
    firstHour(startingAt('2024-01-15T07:00:00+07:00')),
    {},
  ),
  taken(
    'an hour twice',
    'once, the other counted',
    hoursPage((results) => ({ results: [...results, results[0]] })),
    {
      counts: { values: 145, shadowedValues: 1 },
    },
  ),
  refused(
    '1e999, which is infinite',
    hoursPage((_, honest) => infinite(honest)),
    /results\.0\.value: .*number/,
  ),
  refused('a number as text', firstValue('12'), /results\.0\.value: .*expected number.*got "12"/),
  refused('true as value', firstValue(true), /results\.0\.value: .*expected number.*got true/),
  refused('a list as value', firstValue([12]), /results\.0\.value: .*expected number/),
  refused(
    'no value at all',
    firstHour(({ value: _, ...hour }) => hour),
    /results\.0\.value: .*got nothing/,
  ),
  refused('a number as unit', firstValue(12, { parameter: { name: 'pm25', units: 7 } }), /parameter\.units: .*got 7/),
  refused(
    'no period',
    firstHour(({ period: _, ...hour }) => hour),
    /results\.0\.period: .*got nothing/,
  ),
  refused('an instant without offset', firstHour(startingAt('2024-01-15T00:00:00')), /datetimeFrom\.utc: .*got "2024/),
  refused('an instant that is a number', firstHour(startingAt(1_705_276_800)), /utc: .*got 1705276800/),
  refused('a day that does not exist', firstHour(startingAt('2024-02-30T00:00:00Z')), /utc: .*got "2024-02-30/),
  refused('an hour before the window', firstHour(startingAt('2016-11-09T17:00:00Z')), /2016-11-09.*outside the window/),
  refused('an hour after the window', firstHour(startingAt('2024-01-17T00:00:00Z')), /2024-01-17.*outside the window/),
  refused(
    'null in the list',
    firstHour(() => null),
    /results\.0: .*got null/,
  ),
  refused(
    'an object in place of the list',
    hoursPage(() => ({ results: {} })),
    /results: .*array.*got \{\}/,
  ),
  refused(
    'no list',
    hoursPage(() => ({ meta: {} })),
    /results: .*got nothing/,
  ),
  refused(
    'a bare list',
    hoursPage((results) => results),
    /input: .*object/,
  ),
  refused(
    'null as the whole',
    hoursPage(() => null),
    /input: .*object.*got null/,
  ),
  refused(
    'every hour of another form',
    hoursPage((results) => ({ results: results.map(() => ({ v: 1 })) })),
    /results\.0\.value: .*got nothing/,
  ),
];

/** JSON can write a number that no double holds; JSON.stringify cannot. */
const infinite = (honest: object): string => JSON.stringify(honest).replace('"value":10,', '"value":1e999,');
