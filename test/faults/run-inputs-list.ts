import type { Tried } from './tried';

type RunInputMistake = readonly [what: string, input: unknown, says: RegExp];

/** The last day of these tests is 2024-01-20, and the configured cities are Hanoi and Ho Chi Minh City. */
const MISTAKES: readonly RunInputMistake[] = [
  ['an unknown key', { form: '2024-01-15' }, /form/],
  [
    'a date that does not exist',
    { from: '2023-02-29', to: '2023-03-01' },
    /from: expected a date that exists.*2023-02-29/,
  ],
  ['from after to', { from: '2024-01-17', to: '2024-01-15' }, /from: is after to \(2024-01-15\).*got "2024-01-17"/],
  ['from without to', { from: '2024-01-15' }, /: to: is missing: from and to are given together/],
  ['to without from', { to: '2024-01-15' }, /: from: is missing: from and to are given together/],
  [
    'a date in the future',
    { from: '2024-01-20', to: '2024-01-21' },
    /: to: is in the future: expected at most today, 2024-01-20 \(UTC\)/,
  ],
  [
    'a year before there is data',
    { from: '0000-01-01', to: '0000-01-02' },
    /from: is before OpenAQ has data: the first year with data is 2016/,
  ],
  ['the year one', { from: '0001-01-01', to: '2024-01-01' }, /the first year with data is 2016/],
  ['the last day before the data', { from: '2015-12-31', to: '2016-01-01' }, /the first year with data is 2016/],
  [
    'a schedule of another age',
    { scheduledTime: '0001-01-01T00:00:00Z' },
    /scheduledTime: is before OpenAQ has data: the first year/,
  ],
  [
    'a schedule of the future',
    { scheduledTime: '2999-01-01T00:00:00Z' },
    /scheduledTime: is in the future: expected at most today, 2024-01-20 \(UTC\)/,
  ],
  [
    'a lookback beyond the data',
    { scheduledTime: '2016-01-10T00:00:00Z', lookbackHours: 800 },
    /lookbackHours: reaches back to before OpenAQ has data: the first year with data is 2016/,
  ],
  ['a lookback that is endless', { lookbackHours: 1e300 }, /lookbackHours/],
  ['a lookback that is not whole', { lookbackHours: 1.5 }, /lookbackHours/],
  [
    'an instant that is none',
    { scheduledTime: 'x' },
    /scheduledTime: expected an instant such as 2024-01-15T19:00:00Z \(got "x"\)/,
  ],
  ['a city in another case', { cities: ['hanoi'] }, /cities\.0: is not a configured city: did you mean "Hanoi"\?/],
  ['a city with a blank', { cities: ['Hanoi '] }, /did you mean "Hanoi"\?/],
  ['a city twice', { cities: ['Hanoi', 'Hanoi'] }, /cities\.1: is listed twice: expected each city once/],
  ['a city that is a number', { cities: [7] }, /cities\.0: .*expected string.*got 7/],
  ['a city that is not configured', { cities: ['Hanoi', 'Hue'] }, /cities\.1: .*Hanoi, Ho Chi Minh City.*got "Hue"/],
  ['no city at all', { cities: [] }, /cities: expected at least one city; leave it out for all/],
  ['a lookback of nothing', { lookbackHours: 0 }, /lookbackHours/],
  [
    'a lookback with dates',
    { from: '2024-01-15', to: '2024-01-15', lookbackHours: 24 },
    /lookbackHours: excludes from and to/,
  ],
  ['a lookback with its first date', { from: '2024-01-15', lookbackHours: 24 }, /lookbackHours: excludes from and to/],
  [
    'a lookback with its last date',
    { to: '2024-01-15', lookbackHours: 24 },
    /excludes from and to: give one or the other/,
  ],
  ['a source that is none', { source: 's3' }, /source: .*"api"\|"archive".*got "s3"/],
  [
    'the archive without dates',
    { source: 'archive' },
    /source: is archive, which lacks the newest days: expected from and to/,
  ],
  [
    'days that the archive does not have yet',
    { from: '2024-01-10', to: '2024-01-16', source: 'archive' },
    /to: is later than the archive has, which is 4 days behind: expected at most 2024-01-15; take later days from the API/,
  ],
  [
    'only missing days of the archive',
    { from: '2024-01-10', to: '2024-01-15', source: 'archive', onlyMissing: true },
    /onlyMissing: is for the API, which has a limit of requests: leave it out, or take the API \(got true\)/,
  ],
  ['only missing days as a text', { onlyMissing: 'yes' }, /onlyMissing: .*expected boolean.*got "yes"/],
  ['a list', [], /expected object/],
  ['null', null, /expected object/],
  ['a text', '{}', /expected object.*got "\{\}"/],
  ['a number', 7, /expected object.*got 7/],
  [
    'a city that is SQL',
    { cities: ["Hanoi'); drop table openaq.fact_measurements; --"] },
    /not a configured city.*got "Hanoi'\);/,
  ],
  ['a city that is a path', { cities: ['../../etc'] }, /not a configured city.*got "\.\.\/\.\.\/etc"/],
  ['a city that steers a terminal', { cities: ['\u001b[2J\u009b31m'] }, /not a configured city.*got "\\u001b\[2J31m"/],
  ['cities as one text', { cities: 'Hanoi' }, /cities: .*expected array.*got "Hanoi"/],
  ['a date with a time', { from: '2024-01-15T00:00:00Z', to: '2024-01-16' }, /from: expected a date that exists/],
  ['a date as a number', { from: 20240115, to: '2024-01-16' }, /from: .*expected string.*got 20240115/],
  ['a date that is SQL', { from: "2024-01-15' or 1=1", to: '2024-01-16' }, /from: expected a date that exists/],
  ['hours as a text', { lookbackHours: '24' }, /lookbackHours: .*expected number.*got "24"/],
  ['negative hours', { lookbackHours: -24 }, /lookbackHours: .*got -24/],
  ['a prototype', JSON.parse('{"__proto__":{"from":"2024-01-15"}}'), /__proto__/],
  [
    'ten thousand cities',
    { cities: Array.from({ length: 10_000 }, (_, index) => `City ${index}`) },
    /expected at most the 2 configured cities, each once/,
  ],
  [
    'the same city ten thousand times',
    { cities: Array(10_000).fill('Hanoi') },
    /expected at most the 2 configured cities, each once/,
  ],
  [
    'ten thousand keys',
    Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`key${index}`, index])),
    /Unrecognized keys: "key0", "key1"/,
  ],
  ['a key of a megabyte', { ['k'.repeat(1_000_000)]: 1 }, /Unrecognized key: "kkk/],
  ['a date of a megabyte', { from: '2'.repeat(1_000_000), to: '2024-01-01' }, /from: expected a date that exists/],
  ['a deep list', { cities: JSON.parse(`${'['.repeat(2_000)}${']'.repeat(2_000)}`) }, /cities\.0: .*expected string/],
];

/** Inputs of a run that cannot be planned. */
export const RUN_INPUTS: readonly (Tried & { readonly input: unknown; readonly says: RegExp })[] = MISTAKES.map(
  ([what, input, says]) => ({
    where: 'the input of a run',
    what,
    outcome: 'InvalidRunInputError, which names the value and what is expected',
    input,
    says,
  }),
);
