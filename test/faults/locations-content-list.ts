import { hourElement, hourEndsFrom } from '../support/fake-openaq';
import { FIRST_HOUR } from '../support/hostile-world';
import { type ContentFault, faultsOf, firstLocation, firstSensors, locationsPage, withLocation } from './content-fault';
import { NAME_FAULTS } from './location-names';

const { taken, refused } = faultsOf('a location of OpenAQ');

const at = (latitude: unknown, longitude: unknown) =>
  firstLocation((location) => ({ ...location, coordinates: { latitude, longitude } }));

const unit = (units: string) =>
  firstSensors((sensors) => [{ ...sensors[0], parameter: { name: 'pm25', units } }, sensors[1] ?? {}]);

/** Another sensor of PM2.5 at location 1, which says 99 in each hour. */
const withTwin: ContentFault['body'] = (url, honest) =>
  url.pathname === '/v3/sensors/13/hours'
    ? { results: hourEndsFrom(FIRST_HOUR, 48).map((end) => hourElement(Date.parse(end), 99)) }
    : firstSensors((sensors) => [...sensors, { ...sensors[0], id: 13 }])(url, honest);

/** PM2.5 of location 1 is not asked for. */
const WITHOUT_PM25 = { rows: withLocation({ pm25: null }) };
const SKIPPED = { sensors: 2, values: 96 };

/** Location 1 is not asked at all. */
const UNASKED = { rows: (honest: readonly Readonly<Record<string, unknown>>[]) => honest.slice(48) };

/** What a list of locations may say. */
export const LOCATION_FAULTS: readonly ContentFault[] = [
  ...NAME_FAULTS,
  taken(
    'no coordinates',
    'kept with null',
    firstLocation(({ coordinates: _, ...location }) => location),
    {
      rows: withLocation({ latitude: null, longitude: null }),
      locations: withLocation({ latitude: null, longitude: null }),
    },
  ),
  taken('coordinates that are null', 'kept with null', at(null, null), {
    rows: withLocation({ latitude: null, longitude: null }),
    locations: withLocation({ latitude: null, longitude: null }),
  }),
  taken('coordinates on another continent', 'kept in the city whose box was asked', at(52.5, 13.4), {
    rows: withLocation({ latitude: 52.5, longitude: 13.4 }),
    locations: withLocation({ latitude: 52.5, longitude: 13.4 }),
  }),
  taken('a unit that nobody knows', 'the sensor is skipped and counted by unit', unit('furlongs'), {
    ...WITHOUT_PM25,
    counts: { ...SKIPPED, skippedSensors: { 'unknown_unit:pm25:furlongs': 1 } },
  }),
  taken(
    'a unit of 10 kB that steers a terminal',
    'the same, made plain and short',
    unit(`\u001b]0;${'x'.repeat(10_000)}`),
    {
      ...WITHOUT_PM25,
      counts: { ...SKIPPED, skippedSensors: { [`unknown_unit:pm25:]0;${'x'.repeat(17)}`]: 1 } },
    },
  ),
  taken(
    'a hundred units that nobody knows',
    'three of them are counted by name, the others together',
    firstSensors((sensors) => [
      ...sensors,
      ...Array.from({ length: 100 }, (_, index) => ({
        id: 100 + index,
        parameter: { name: 'o3', units: `u${index}` },
      })),
    ]),
    {
      counts: {
        skippedSensors: {
          'unknown_unit:o3:u0': 1,
          'unknown_unit:o3:u1': 1,
          'unknown_unit:o3:u2': 1,
          'unknown_unit:other': 97,
        },
      },
    },
  ),
  taken('the Greek letter mu in the unit', 'read as micrograms', unit('μg/m³'), {}),
  taken('two sensors of one pollutant', 'the first has its way, the other is counted as shadowed', withTwin, {
    counts: { sensors: 4, values: 192, shadowedValues: 48 },
  }),
  taken(
    'a parameter with the name of a method',
    'skipped and counted',
    firstSensors((sensors) => [...sensors, { id: 12, parameter: { name: 'constructor', units: 'ppm' } }]),
    { counts: { skippedSensors: { other_parameter: 1 } } },
  ),
  taken(
    'no sensors',
    'listed, not asked',
    firstSensors(() => []),
    {
      ...UNASKED,
      counts: { sensors: 1, values: 48 },
    },
  ),
  taken(
    'no first and last report',
    'listed, not asked, its sensors counted',
    firstLocation((location) => ({ ...location, datetimeFirst: null, datetimeLast: null })),
    {
      ...UNASKED,
      counts: { sensors: 1, values: 48, skippedSensors: { no_data_in_window: 2 } },
    },
  ),
  taken(
    'a last report before the first',
    'the same',
    firstLocation((location) => ({
      ...location,
      datetimeFirst: { utc: '2025-01-01T00:00:00Z' },
      datetimeLast: { utc: '2020-01-01T00:00:00Z' },
    })),
    {
      ...UNASKED,
      counts: { sensors: 1, values: 48, skippedSensors: { no_data_in_window: 2 } },
    },
  ),
  taken(
    'a location twice on one page',
    'once',
    locationsPage((results) => ({ results: [...results, ...results] })),
    {},
  ),
  taken(
    'new fields',
    'not noticed',
    firstLocation((location) => ({ ...location, licences: [{}], owner: null })),
    {},
  ),
  taken(
    'an empty list',
    'a run without a row, the city named',
    locationsPage(() => ({ results: [] })),
    {
      counts: { locations: 0, sensors: 0, values: 0, rows: 0 },
      rows: () => [],
      locations: () => [],
    },
  ),
  refused(
    'an id that is a text',
    firstLocation((location) => ({ ...location, id: '1' })),
    /results\.0\.id: .*got "1"/,
  ),
  refused(
    'an id that is no whole number',
    firstLocation((location) => ({ ...location, id: 1.5 })),
    /results\.0\.id: /,
  ),
  refused(
    'an id of 41 bits',
    firstLocation((location) => ({ ...location, id: 2 ** 40 })),
    /results\.0\.id: .*1099511627776/,
  ),
  refused(
    'a name that is a number',
    firstLocation((location) => ({ ...location, name: 7 })),
    /results\.0\.name: .*got 7/,
  ),
  refused(
    'sensors that are null',
    firstSensors(() => null),
    /results\.0\.sensors: .*got null/,
  ),
  refused(
    'a sensor without parameter',
    firstSensors(() => [{ id: 10 }]),
    /sensors\.0\.parameter: .*got nothing/,
  ),
  refused('a latitude that is a text', at('21', 105.8), /coordinates\.latitude: .*got "21"/),
  refused(
    'a date that is none',
    firstLocation((location) => ({ ...location, datetimeLast: { utc: 'soon' } })),
    /utc: .*got "soon"/,
  ),
];
