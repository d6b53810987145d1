import { POLLUTANT_NAMES } from '../../../lambdas/shared/domain/pollutants';
/** A configuration with one mistake: what it is, the configuration, and the line that tells of it. */
export type WrongConfiguration = readonly [what: string, context: object, line: string];

const city = { name: 'Hanoi', country: 'VN', boundingBox: [105.28, 20.56, 106.02, 21.39] };

/** Values that are wrong by themselves. */
export const WRONG_VALUES: readonly WrongConfiguration[] = [
  [
    'a number as text',
    { lookbackHours: '24' },
    'openaq.lookbackHours: expected a whole number of hours, from 1 to 8784, got "24"',
  ],
  [
    'a fraction',
    { lookbackHours: 1.5 },
    'openaq.lookbackHours: expected a whole number of hours, from 1 to 8784, got 1.5',
  ],
  [
    'a number out of range',
    { extractConcurrency: 0 },
    'openaq.extractConcurrency: expected a whole number of work items, from 1 to 40, got 0',
  ],
  [
    'a region that is none',
    { region: 'Singapore' },
    'openaq.region: expected an AWS region, such as "ap-southeast-1", got "Singapore"',
  ],
  [
    'an unknown log level',
    { logLevel: 'verbose' },
    'openaq.logLevel: expected one of "debug", "info", "warn", "error", got "verbose"',
  ],
  [
    'a retention that CloudWatch lacks',
    { logRetentionDays: 10 },
    'openaq.logRetentionDays: expected a retention that CloudWatch Logs knows, such as 7, 14, 30, 60, 90, 180 or 365 days, got 10',
  ],
  [
    'an unknown pollutant',
    { pollutants: ['pm25', 'lead'] },
    `openaq.pollutants[1]: expected one of ${POLLUTANT_NAMES.map((name) => `"${name}"`).join(', ')}, got "lead"`,
  ],
  [
    'a pollutant twice',
    { pollutants: ['pm25', 'pm25'] },
    'openaq.pollutants[1]: expected a pollutant that no other element has (element 0 has it already), got "pm25"',
  ],
  ['no pollutant', { pollutants: [] }, 'openaq.pollutants: expected at least one pollutant, got []'],
  ['no city', { cities: [] }, 'openaq.cities: expected at least one city, got []'],
  [
    'a city name that breaks keys',
    { cities: [{ ...city, name: "Ha'noi" }] },
    'openaq.cities[0].name: expected a name of 1 to 63 letters, digits, spaces or hyphens, got "Ha\'noi"',
  ],
  [
    'two cities of one name',
    { cities: [city, { ...city, name: 'HANOI', boundingBox: [105.28, 20.56, 106.02, 21.4] }] },
    'openaq.cities[1]: expected a city name that no other element has (element 0 has it already), got {"name":"HANOI","country":"VN","boundingBox":[105.28,20.56,106.02,21.4]}',
  ],
  [
    'two cities that a reader could not tell apart',
    {
      cities: [
        { ...city, displayName: 'Hà Nội' },
        { ...city, name: 'Hanoi 2', boundingBox: [105.28, 20.56, 106.02, 21.4], displayName: 'Hà Nội' },
      ],
    },
    'openaq.cities[1]: expected a name to show that no other element has (element 0 has it already), got {"name":"Hanoi 2","country":"VN","boundingBox":[105.28,20.56,106.02,21.4],"di...',
  ],
  [
    'a bounding box beyond the pole',
    { cities: [{ ...city, boundingBox: [105.28, 20.56, 106.02, 106.02] }] },
    'openaq.cities[0].boundingBox: expected longitudes from -180 to 180 and latitudes from -90 to 90, as [west, south, east, north], got [105.28,20.56,106.02,106.02]',
  ],
  [
    'a bounding box with latitudes first',
    { cities: [{ ...city, boundingBox: [20.56, 105.28, 21.39, 106.02] }] },
    'openaq.cities[0].boundingBox: expected longitudes from -180 to 180 and latitudes from -90 to 90, as [west, south, east, north]; these look like latitude before longitude: try [105.28, 20.56, 106.02, 21.39], got [20.56,105.28,21.39,106.02]',
  ],
  [
    'one box for two cities',
    { cities: [city, { ...city, name: 'Ha Dong' }] },
    'openaq.cities[1].boundingBox: expected a box of its own for Ha Dong: it is that of Hanoi, got [105.28,20.56,106.02,21.39]',
  ],
  [
    'a country name',
    { cities: [{ ...city, country: 'Vietnam' }] },
    'openaq.cities[0].country: expected an ISO 3166-1 alpha-2 code in upper case, such as "VN", got "Vietnam"',
  ],
  [
    'an API address without TLS',
    { openaqApiUrl: 'http://api.openaq.org' },
    'openaq.openaqApiUrl: expected an https address, got "http://api.openaq.org"',
  ],
  [
    'an hour that is none',
    { schedule: { time: '24:00' } },
    'openaq.schedule.time: expected a time of day as HH:MM, 24 hours, got "24:00"',
  ],
  [
    'a time zone that is none',
    { schedule: { timeZone: 'Asia/Hanoy' } },
    'openaq.schedule.timeZone: expected an IANA time zone, such as "Asia/Ho_Chi_Minh" or "Etc/UTC", got "Asia/Hanoy"',
  ],
  [
    'a clock of a city that is an offset, which SQL reads the other way round',
    { cities: [{ name: 'Hanoi', country: 'VN', boundingBox: [105.28, 20.56, 106.02, 21.39], timeZone: '+07:00' }] },
    'openaq.cities[0].timeZone: expected an IANA time zone, such as "Asia/Ho_Chi_Minh" or "Etc/UTC", got "+07:00"',
  ],
  [
    'an address that is none',
    { alerts: { email: 'nobody' } },
    'openaq.alerts.email: expected an e-mail address, got "nobody"',
  ],
  [
    'a bucket name that S3 refuses',
    { dataLake: { bucketName: 'OpenAQ' } },
    'openaq.dataLake.bucketName: expected an S3 bucket name: 3 to 63 lower-case letters, digits or -, beginning and ending with a letter or digit, got "OpenAQ"',
  ],
  [
    'one worker',
    { transform: { workers: 1 } },
    'openaq.transform.workers: expected a whole number of workers, from 2 to 100, got 1',
  ],
  [
    'a schema that breaks SQL',
    { warehouse: { schema: 'open aq; drop' } },
    'openaq.warehouse.schema: expected a lower-case SQL name: a letter or _, then letters, digits or _, at most 63, got "open aq; drop"',
  ],
  [
    'a node type that is gone',
    { warehouse: { nodeType: 'dc2.large' } },
    'openaq.warehouse.nodeType: expected one of "ra3.large", "ra3.xlplus", "ra3.4xlarge", "ra3.16xlarge", got "dc2.large"',
  ],
  ['a misspelt name', { lookbackHour: 24 }, 'openaq.lookbackHour: is not a known name; did you mean "lookbackHours"?'],
  [
    'a misspelt name inside',
    { warehouse: { schemas: 'openaq' } },
    'openaq.warehouse.schemas: is not a known name; did you mean "schema"?',
  ],
  [
    'a misspelt name in a list',
    { cities: [{ ...city, bbox: [] }] },
    'openaq.cities[0].bbox: is not a known name; the known ones are name, country, boundingBox, timeZone, displayName',
  ],
  [
    'the whole IPv4 internet',
    { warehouse: { allowedCidrs: ['0.0.0.0/0'] } },
    'openaq.warehouse.allowedCidrs[0]: expected a range of at most /24: a wider one lets strangers knock at the warehouse, got "0.0.0.0/0"',
  ],
  [
    'the whole IPv6 internet',
    { warehouse: { allowedCidrs: ['::/0'] } },
    'openaq.warehouse.allowedCidrs[0]: expected an IPv4 range: the warehouse has no IPv6 address, so nothing could arrive from this one, got "::/0"',
  ],
  [
    'half the internet',
    { warehouse: { allowedCidrs: ['128.0.0.0/1'] } },
    'openaq.warehouse.allowedCidrs[0]: expected a range of at most /24: a wider one lets strangers knock at the warehouse, got "128.0.0.0/1"',
  ],
  [
    'a private range',
    { warehouse: { allowedCidrs: ['10.0.0.0/24'] } },
    'openaq.warehouse.allowedCidrs[0]: expected a public range: a private or reserved one cannot arrive from outside the VPC, got "10.0.0.0/24"',
  ],
  [
    'more ranges than a route table takes',
    { warehouse: { allowedCidrs: Array.from({ length: 41 }, (_, index) => `203.0.113.${index}/32`) } },
    'openaq.warehouse.allowedCidrs: expected at most 40 ranges, for each of which there is a route and a rule, got ["203.0.113.0/32","203.0.113.1/32","203.0.113.2/32","203.0.113.3/32","203.0.1...',
  ],
  [
    'an address without a length',
    { warehouse: { allowedCidrs: ['203.0.113.7'] } },
    'openaq.warehouse.allowedCidrs[0]: expected a CIDR range, such as "203.0.113.7/32", got "203.0.113.7"',
  ],
  [
    'a length that is none',
    { warehouse: { allowedCidrs: ['203.0.113.7/33'] } },
    'openaq.warehouse.allowedCidrs[0]: expected a CIDR range, such as "203.0.113.7/32", got "203.0.113.7/33"',
  ],
  [
    'a VPC id that is none',
    { network: { vpcId: 'my-vpc' } },
    'openaq.network.vpcId: expected the id of a VPC, such as "vpc-0123456789abcdef0", got "my-vpc"',
  ],
];
