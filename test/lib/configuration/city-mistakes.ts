import type { MistakesAt } from './mistakes-at';

/** The cities: their names, which go into keys, their countries and their boxes. */
export const CITY_MISTAKES: readonly MistakesAt[] = [
  {
    path: 'cities[0].name',
    expected: 'a name of 1 to 63',
    values: [
      '',
      'Hà Nội',
      "Ha'noi",
      'Ha/noi',
      'Ha_noi',
      'Ha,noi',
      'Ha.noi',
      'Ha\nnoi',
      'Ha\tnoi',
      'H'.repeat(64),
      '../../etc',
      'Ha\u001b[2Jnoi',
      'Ha\u009bnoi',
      "'); drop table x; --",
      '${PATH}',
    ],
  },
  {
    path: 'cities[0].name',
    expected: 'a name that begins and ends with a letter or digit',
    values: [' Hanoi', 'Hanoi ', 'Ha  noi', '-Hanoi', 'Hanoi-', 'Ha--noi', 'Ha -noi', 'Ha- noi', ' ', '-'],
  },
  {
    path: 'cities[0].displayName',
    expected: 'a name of 1 to 63 characters of any script',
    values: ['', ' Hanoi', 'Hà\nNội', 'a\u0000b', 'a\u202eb', 'a\\b', 'a${b}', '北'.repeat(64), 7, null],
  },
  {
    path: 'cities[0].country',
    expected: 'an ISO 3166-1 alpha-2 code',
    values: ['', 'vn', 'VNM', 'V', 'V1', 'Vietnam'],
  },
  {
    path: 'cities[0].boundingBox',
    expected: '[west, south, east, north]',
    values: [null, {}, '105,20,106,21', [], [105.28, 20.56, 106.02], [105, 20, 106, 21, 22]],
  },
  {
    path: 'cities[0].boundingBox',
    expected: 'longitudes from -180 to 180',
    values: [
      [-181, 20, -179.9, 21],
      [179.9, 20, 180.5, 21],
      [105, -91, 106, -89],
      [105, 89, 106, 90.5],
      [1e300, 0, 1e301, 1],
    ],
  },
  {
    path: 'cities[0].boundingBox',
    expected: 'latitude before longitude: try [105.28, 20.56, 106.02, 21.39]',
    values: [[20.56, 105.28, 21.39, 106.02]],
  },
  {
    path: 'cities[0].boundingBox',
    expected: 'west < east and south < north',
    values: [
      [106, 20, 105, 21],
      [105, 21, 106, 20],
      [105, 20, 105, 21],
      [105, 20, 106, 20],
      [179, -17, -179, -16],
    ],
  },
  {
    path: 'cities[0].boundingBox',
    expected: 'at least 0.01 degrees a side',
    values: [
      [105.8, 21, 105.8001, 21.0001],
      [105.8, 21, 105.809, 22],
      [105, 21, 106, 21.009],
      [105.8, 21, 105.80001, 21.00001],
    ],
  },
  {
    path: 'cities[0].boundingBox',
    expected: 'at most 10 degrees a side',
    values: [
      [-180, -90, 180, 90],
      [100, 8, 110.1, 9],
      [102, 8, 103, 23.4],
    ],
  },
  {
    path: 'cities[0].boundingBox',
    expected: 'at most 4 decimals',
    values: [
      [105.28345, 20.56, 106.02, 21.39],
      [105.28, 20.56, 106.02, 21.390000001],
    ],
  },
];
