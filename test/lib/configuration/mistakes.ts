/** A place of the configuration, values that are wrong there, and a part of the sentence that each is answered with. */
interface MistakesAt {
  readonly path: string;
  readonly expected: string;
  readonly values: readonly unknown[];
}

const CITY = { name: 'Hanoi', country: 'VN', boundingBox: [105.28, 20.56, 106.02, 21.39] };

/** A configuration with one value at a path; `cities[0]` and `warehouse.allowedCidrs[0]` are elements of a list. */
export const withValue = (path: string, value: unknown): object => {
  if (path.startsWith('cities[0].')) return { cities: [{ ...CITY, [path.slice('cities[0].'.length)]: value }] };
  const list = path.endsWith('[0]');
  return path
    .replace('[0]', '')
    .split('.')
    .reverse()
    .reduce<unknown>((inner, name) => ({ [name]: inner }), list ? [value] : value) as object;
};

const NOT_TEXTS = [null, 7, true, {}, []];
const NOT_NUMBERS = [null, '7', true, {}, [], Number.NaN, Number.POSITIVE_INFINITY];

/** Some of each kind; lib/configuration/redshift-names.ts has them all. */
const SOME_RESERVED = [
  'select',
  'table',
  'user',
  'group',
  'order',
  'tag',
  'top',
  'snapshot',
  'unpivot',
  'current_user',
];

export const MISTAKES: readonly MistakesAt[] = [
  {
    path: 'name',
    expected: 'a name of 2 to 40',
    values: [...NOT_TEXTS, '', 'a', 'A', '1a', 'a-', 'a_b', 'a b', 'x'.repeat(41)],
  },
  {
    path: 'region',
    expected: 'an AWS region',
    values: [
      ...NOT_TEXTS,
      '',
      'ap-southeast',
      'ap-southeast-1a',
      'us-esat-1',
      'xx-nowhere-1',
      'AP-SOUTHEAST-1',
      'singapore',
    ],
  },
  {
    path: 'lookbackHours',
    expected: 'a whole number of hours, from 1 to 8784',
    values: [...NOT_NUMBERS, 0, -1, 1.5, 8785],
  },
  {
    path: 'maxBackfillDays',
    expected: 'a whole number of days, from 1 to 3660',
    values: [...NOT_NUMBERS, 0, -1, 0.5, 3661],
  },
  { path: 'extractConcurrency', expected: 'a whole number of work items', values: [...NOT_NUMBERS, 0, 41] },
  { path: 'requestsPerHour', expected: 'a whole number of requests', values: [...NOT_NUMBERS, 0, 1_000_001] },
  { path: 'sensorsPerCity', expected: 'a whole number of sensors', values: [...NOT_NUMBERS, 0, 10_001] },
  { path: 'minExpectedRows', expected: 'a whole number of rows', values: [...NOT_NUMBERS, -1, 1e10] },
  { path: 'logLevel', expected: 'one of "debug", "info", "warn", "error"', values: [...NOT_TEXTS, 'INFO', 'trace'] },
  { path: 'reserveConcurrency', expected: 'true or false', values: [null, 'true', 1] },
  {
    path: 'openaqApiUrl',
    expected: 'an https address',
    values: [
      ...NOT_TEXTS,
      '',
      'api.openaq.org',
      'http://api.openaq.org',
      'ftp://api.openaq.org',
      'https://',
      'https:api',
      ' https://a.org',
      'https://a b.org',
    ],
  },
  {
    path: 'openaqApiUrl',
    expected: 'without user and password',
    values: ['https://me:secret@api.openaq.org', 'https://me@api.openaq.org', 'https://:secret@api.openaq.org'],
  },
  {
    path: 'openaqApiUrl',
    expected: 'without a query',
    values: ['https://api.openaq.org?key=1', 'https://api.openaq.org/?'],
  },
  {
    path: 'openaqApiUrl',
    expected: 'without a fragment',
    values: ['https://api.openaq.org#top', 'https://api.openaq.org/#'],
  },
  {
    path: 'openaqApiUrl',
    expected: 'without a path',
    values: ['https://api.openaq.org/v3', 'https://api.openaq.org/v3/', 'https://a.org//'],
  },
  {
    path: 'alerts.runbookUrl',
    expected: 'an https address',
    values: [...NOT_TEXTS, '', 'http://example.org', 'runbook.md'],
  },
  { path: 'alerts.runbookUrl', expected: 'without a fragment', values: ['https://example.org/runbook.md#top'] },
  { path: 'alerts.runbookUrl', expected: 'without user and password', values: ['https://a:b@example.org/runbook.md'] },
  {
    path: 'alerts.email',
    expected: 'an e-mail address',
    values: [...NOT_TEXTS, '', 'a', 'a@', '@b.org', 'a b@c.org', 'a@b'],
  },
  { path: 'alerts.maxRejectedPercent', expected: 'a whole number of percent', values: [-1, 101, '5', 0.5] },
  { path: 'alerts.monthlyBudgetUsd', expected: 'a whole number of US dollars', values: [0, -5, 1.5, '600'] },
  {
    path: 'schedule.time',
    expected: 'a time of day',
    values: [...NOT_TEXTS, '', '1:30', '24:00', '01:60', '01:30:00', '1am'],
  },
  {
    path: 'schedule.timeZone',
    expected: 'an IANA time zone',
    values: [...NOT_TEXTS, '', 'Hanoi', 'Asia/Hanoi ', 'UTC+25'],
  },
  {
    path: 'dataLake.bucketName',
    expected: 'an S3 bucket name',
    values: [
      ...NOT_TEXTS,
      '',
      'ab',
      'a'.repeat(64),
      'Air',
      'air_lake',
      '-air',
      'air-',
      'air lake',
      'air/lake',
      'ä-lake',
    ],
  },
  {
    path: 'dataLake.bucketName',
    expected: 'without periods',
    values: ['a.b', 'a..b', 'a.-b', 'air.lake.org', '.air', 'air.', '1.2.3'],
  },
  { path: 'dataLake.bucketName', expected: 'not an IP address', values: ['192.168.5.4', '8.8.8.8'] },
  {
    path: 'dataLake.bucketName',
    expected: 'which S3 keeps for itself',
    values: [
      'xn--abc',
      'sthree-x',
      'sthree-configurator',
      'amzn-s3-demo-bucket',
      'air-s3alias',
      'air--ol-s3',
      'air.mrap',
      'air--x-s3',
      'air--table-s3',
    ],
  },
  { path: 'dataLake.tempExpiryDays', expected: 'a whole number of days', values: [0, 366, '7'] },
  {
    path: 'catalog.databaseName',
    expected: 'a lower-case SQL name',
    values: [...NOT_TEXTS, '', 'Air', 'a-b', '1a', 'a'.repeat(64)],
  },
  { path: 'transform.jobName', expected: 'a name of 1 to 64', values: [...NOT_TEXTS, '', '-a', 'a b', 'a'.repeat(65)] },
  {
    path: 'warehouse.name',
    expected: 'a cluster name',
    values: [...NOT_TEXTS, 'ab', 'a--b', 'a-', '1ab', 'A-b', 'a_b', 'a'.repeat(64)],
  },
  {
    path: 'warehouse.databaseName',
    expected: 'a lower-case name',
    values: [...NOT_TEXTS, '', '_air', '1air', 'Air', 'air-1', 'a'.repeat(64)],
  },
  { path: 'warehouse.databaseName', expected: 'not a reserved word', values: SOME_RESERVED },
  {
    path: 'warehouse.databaseName',
    expected: 'not taken already',
    values: ['template0', 'template1', 'padb_harvest', 'rdsdb', 'awsdatacatalog'],
  },
  { path: 'warehouse.databaseName', expected: 'does not begin with "pg_"', values: ['pg_air', 'pg_catalog'] },
  {
    path: 'warehouse.schema',
    expected: 'a lower-case SQL name',
    values: [...NOT_TEXTS, '', '1a', 'Air', 'a b', 'a;b', 'a.b', '"a"', 'a'.repeat(64)],
  },
  { path: 'warehouse.schema', expected: 'not a reserved word', values: SOME_RESERVED },
  {
    path: 'warehouse.schema',
    expected: 'does not begin with "pg_"',
    values: ['pg_catalog', 'pg_temp', 'pg_internal', 'pg_air'],
  },
  { path: 'warehouse.schema', expected: 'not taken already', values: ['information_schema'] },
  {
    path: 'warehouse.adminUser',
    expected: 'a lower-case name',
    values: [...NOT_TEXTS, '', '_a', '1a', 'Admin', 'a-b', 'a@b'],
  },
  { path: 'warehouse.adminUser', expected: 'not a reserved word', values: SOME_RESERVED },
  { path: 'warehouse.adminUser', expected: 'not taken already', values: ['public', 'rdsdb', 'looker_readonly'] },
  { path: 'warehouse.adminUser', expected: 'does not begin with "pg_"', values: ['pg_admin'] },
  {
    path: 'warehouse.allowedCidrs[0]',
    expected: 'a CIDR range',
    values: [
      ...NOT_TEXTS,
      '',
      'all',
      '203.0.113.7',
      '203.0.113.7/',
      '203.0.113.7/033',
      '203.0.113.7/032',
      '203.0.113.7/33',
      '203.0.113.7/-1',
      '203.0.113.7/3.2',
      '203.0.113.7/32/32',
      '203.0.113.256/32',
      '203.0.113/24',
      '0203.0.113.7/32',
      ' 203.0.113.7/32',
      '203.0.113.7/32 ',
    ],
  },
  {
    path: 'warehouse.allowedCidrs[0]',
    expected: '"203.0.113.0/24", or one address, "203.0.113.7/32"',
    values: ['203.0.113.7/24'],
  },
  {
    path: 'warehouse.allowedCidrs[0]',
    expected: 'the first address of a range',
    values: ['203.0.113.7/31', '203.0.113.130/25', '8.8.8.9/29'],
  },
  {
    path: 'warehouse.allowedCidrs[0]',
    expected: 'at most /24',
    values: ['203.0.112.0/23', '8.0.0.0/8', '0.0.0.0/0', '128.0.0.0/1'],
  },
  {
    path: 'warehouse.allowedCidrs[0]',
    expected: 'a public range',
    values: [
      '10.1.2.3/32',
      '172.16.0.0/24',
      '172.31.255.255/32',
      '192.168.1.0/24',
      '127.0.0.1/32',
      '169.254.169.254/32',
      '100.64.0.0/24',
      '100.127.255.0/24',
      '0.0.0.0/24',
      '192.0.0.0/24',
      '198.18.0.0/24',
      '198.19.255.255/32',
      '224.0.0.1/32',
      '239.255.255.255/32',
      '240.0.0.0/24',
      '255.255.255.255/32',
    ],
  },
  {
    path: 'warehouse.allowedCidrs[0]',
    expected: 'an IPv4 range',
    values: [
      '::1/128',
      'fc00::/64',
      'fe80::1/128',
      'ff02::1/128',
      '::ffff:203.0.113.7/128',
      '2001:db8::/56',
      '2600:1f00::/32',
      '::/0',
    ],
  },
  {
    path: 'network.vpcId',
    expected: 'the id of a VPC',
    values: [...NOT_TEXTS, '', 'vpc-', 'vpc-0123', 'vpc-0123456789', 'vpc-0123456789ABCDEF0', 'subnet-01234567'],
  },
  {
    path: 'cities[0].name',
    expected: 'a name of 1 to 63',
    values: ['', 'Hà Nội', "Ha'noi", 'Ha/noi', 'Ha_noi', 'Ha,noi', 'Ha.noi', 'Ha\nnoi', 'Ha\tnoi', 'H'.repeat(64)],
  },
  {
    path: 'cities[0].name',
    expected: 'a name that begins and ends with a letter or digit',
    values: [' Hanoi', 'Hanoi ', 'Ha  noi', '-Hanoi', 'Hanoi-', 'Ha--noi', 'Ha -noi', 'Ha- noi', ' ', '-'],
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

/** Values beside the mistakes that are right: the rules refuse nothing more than they say. */
export const RIGHT_VALUES: readonly { readonly path: string; readonly values: readonly unknown[] }[] = [
  { path: 'region', values: ['ap-southeast-1', 'eu-central-1', 'us-gov-west-1'] },
  {
    path: 'openaqApiUrl',
    values: ['https://api.openaq.org', 'https://api.openaq.org/', 'https://air.example.org:8443'],
  },
  { path: 'alerts.runbookUrl', values: ['https://example.org/wiki/runbook'] },
  { path: 'dataLake.bucketName', values: ['air', 'air-lake-2', 'a--b', '1-2-3', 's3alias', 'a'.repeat(63)] },
  { path: 'warehouse.schema', values: ['air', '_air', 'public', 'users', 'selects', 'pga'] },
  { path: 'warehouse.databaseName', values: ['dev', 'template2', 'tables'] },
  { path: 'warehouse.adminUser', values: ['awsadmin', 'owner', 'publicist'] },
  {
    path: 'warehouse.allowedCidrs[0]',
    values: [
      '203.0.113.7/32',
      '203.0.113.0/24',
      '198.51.100.128/25',
      '100.63.255.255/32',
      '100.128.0.0/24',
      '8.8.8.8/32',
      '223.255.255.0/24',
    ],
  },
  { path: 'cities[0].name', values: ['Hanoi', 'Ho Chi Minh City', 'Winston-Salem', 'Area 51', 'X', '7'] },
  {
    path: 'cities[0].boundingBox',
    values: [
      [105.8, 21, 105.81, 21.01],
      [0.29, 0.28, 0.3, 0.29],
      [-180, -90, -170, -80],
      [105.2834, 20.5612, 106.0278, 21.3923],
    ],
  },
];
