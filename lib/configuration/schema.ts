import { RegionInfo } from 'aws-cdk-lib/region-info';
import * as z from 'zod';
import { type City, citySchema, displayNameOf } from '../../lambdas/shared/domain/city';
import { DEFAULT_DEPLOYMENT } from '../../lambdas/shared/domain/deployment';
import { citySegment } from '../../lambdas/shared/domain/object-keys';
import { POLLUTANT_NAMES } from '../../lambdas/shared/domain/pollutants';
import { timeZone } from '../../lambdas/shared/domain/time-zone';
import { whyNotABucketName } from './bucket-name';
import { MOST_RANGES, whyNotAllowed } from './cidr';
import {
  checkedText,
  flag,
  oneOf,
  plainUrl,
  redshiftName,
  resourceName,
  sqlIdentifier,
  text,
  unique,
  wholeNumber,
} from './values';

/** The regions that the CDK knows: a misspelt one would be found at the deployment, by a host name that does not exist. */
const REGIONS = new Set(RegionInfo.regions.map(({ name }) => name));

const scheduleSchema = z.strictObject({
  enabled: flag().default(true).describe('Whether the daily run starts by itself.'),
  time: text(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day as HH:MM, 24 hours')
    .default('01:30')
    .describe('Time of day at which the daily run starts, in `schedule.timeZone`.'),
  timeZone: timeZone().default('Etc/UTC').describe('IANA time zone of `schedule.time`.'),
});

const alertsSchema = z.strictObject({
  email: z
    .email({ error: 'an e-mail address' })
    .optional()
    .describe('Receives failures and alarms, after its owner confirmed the subscription; nobody by default.'),
  runbookUrl: plainUrl(() => undefined)
    .default('https://github.com/your-organisation/openaq-pipeline/blob/main/docs/runbook.md')
    .describe('Where docs/runbook.md can be read; each alarm links one of its sections.'),
  maxRejectedPercent: wholeNumber(0, 100, 'percent')
    .default(5)
    .describe('Share of rows that the transform may reject before an alarm, in percent.'),
  maxRateLimitHits: wholeNumber(0, 1_000_000, 'answers')
    .default(20)
    .describe('Answers "429 Too Many Requests" from OpenAQ in an hour before an alarm.'),
  monthlyBudgetUsd: wholeNumber(1, 1_000_000, 'US dollars')
    .optional()
    .describe('Warns at 80 % of this monthly cost and when the forecast exceeds it; no budget by default.'),
});

const dataLakeSchema = z.strictObject({
  bucketName: checkedText(whyNotABucketName, 'an S3 bucket name')
    .optional()
    .describe('Bucket of the Parquet files; `openaq-data-pipeline-<account>-<region>` by default.'),
  tempExpiryDays: wholeNumber(1, 365, 'days')
    .default(15)
    .describe(
      'Age at which objects under `temp/` are deleted, in days. A failed run can be redriven for 14 days, and goes on with what it left there.',
    ),
  oldVersionExpiryDays: wholeNumber(1, 3650, 'days')
    .default(30)
    .describe('How long an overwritten version of an object is kept, in days.'),
});

const catalogSchema = z.strictObject({
  databaseName: sqlIdentifier().default('openaq_database').describe('Glue database.'),
  crawlerName: resourceName().default('openaq_s3_crawler').describe('Glue crawler.'),
});

const transformSchema = z.strictObject({
  jobName: resourceName().default('openaq_to_redshift').describe('Glue job.'),
  connectionName: resourceName().default('RedshiftConnection').describe('Glue connection to the warehouse.'),
  workerType: oneOf(['G.1X', 'G.2X']).default('G.1X').describe('Glue worker type; G.1X has 4 vCPU and 16 GB.'),
  workers: wholeNumber(2, 100, 'workers').default(2).describe('Glue workers, the driver included.'),
});

const archiveSchema = z.strictObject({
  jobName: resourceName().default('openaq_archive_to_lake').describe("Glue job that reads OpenAQ's archive."),
  workerType: oneOf(['G.1X', 'G.2X']).default('G.1X').describe('Its Glue worker type.'),
  workers: wholeNumber(2, 100, 'workers').default(2).describe('Its Glue workers, the driver included.'),
});

const serverlessSchema = z.strictObject({
  baseCapacityRpus: wholeNumber(4, 512, 'RPUs')
    .default(8)
    .describe('Redshift processing units a query starts with; 4, or a multiple of 8.'),
  maxCapacityRpus: wholeNumber(4, 5632, 'RPUs')
    .default(8)
    .describe('Most Redshift processing units the workgroup may take.'),
});

const warehouseSchema = z.strictObject({
  kind: oneOf(['provisioned', 'serverless'])
    .default('provisioned')
    .describe('A Redshift cluster, or Redshift Serverless.'),
  name: text(
    /^[a-z](?!.*--)[a-z0-9-]{1,61}[a-z0-9]$/,
    'a cluster name: 3 to 63 lower-case letters, digits or single hyphens',
  )
    .default('openaq-warehouse')
    .describe('Cluster; or namespace and workgroup when serverless.'),
  databaseName: redshiftName('database').default('openaq_warehouse').describe('Database in the warehouse.'),
  schema: redshiftName('schema')
    .default('openaq')
    .describe('Schema of every table; the SQL files are rendered with it.'),
  adminUser: redshiftName('administrator')
    .default('admin')
    .describe('Administrator, whose password Redshift manages in Secrets Manager.'),
  port: wholeNumber(1150, 65_535, 'the TCP port')
    .default(5439)
    .describe('TCP port; ra3 clusters allow 5431-5455 and 8191-8215.'),
  nodeType: oneOf(['ra3.large', 'ra3.xlplus', 'ra3.4xlarge', 'ra3.16xlarge'])
    .default('ra3.large')
    .describe('Node type of the cluster; dc2 can no longer be created.'),
  nodes: wholeNumber(1, 32, 'nodes').default(1).describe('Nodes of the cluster.'),
  snapshotRetentionDays: wholeNumber(1, 35, 'days')
    .default(7)
    .describe('How long automatic snapshots are kept, in days.'),
  pauseBetweenRuns: flag()
    .default(false)
    .describe('Resumes the cluster before the first SQL of a run and pauses it after every run. Provisioned only.'),
  allowedCidrs: z
    .array(checkedText(whyNotAllowed, 'a CIDR range, such as "203.0.113.7/32"'))
    .max(MOST_RANGES, { error: `at most ${MOST_RANGES} ranges, for each of which there is a route and a rule` })
    .superRefine(unique((cidr) => cidr, 'a range'))
    .default([])
    .describe('Public IPv4 ranges (Looker) that may connect. Any entry makes the endpoint public, for these alone.'),
  serverless: serverlessSchema.prefault({}),
});

const networkSchema = z.strictObject({
  vpcId: text(/^vpc-(?:[0-9a-f]{8}|[0-9a-f]{17})$/, 'the id of a VPC, such as "vpc-0123456789abcdef0"')
    .optional()
    .describe('An existing VPC to use; a new one by default. Its ids are given here, so that synth needs no account.'),
  subnetIds: z
    .array(text(/^subnet-(?:[0-9a-f]{8}|[0-9a-f]{17})$/, 'the id of a subnet, such as "subnet-0123456789abcdef0"'))
    .superRefine(unique((id) => id, 'a subnet'))
    .default([])
    .describe('Subnets of `network.vpcId`, one per availability zone.'),
  availabilityZones: z
    .array(text(/^[a-z]{2}(-[a-z]+)+-\d[a-z]$/, 'an availability zone, such as "ap-southeast-1a"'))
    .superRefine(unique((zone) => zone, 'a zone'))
    .default([])
    .describe('Availability zones of `network.subnetIds`, in the same order.'),
  routeTableIds: z
    .array(text(/^rtb-(?:[0-9a-f]{8}|[0-9a-f]{17})$/, 'the id of a route table, such as "rtb-0123456789abcdef0"'))
    .superRefine(unique((id) => id, 'a route table'))
    .default([])
    .describe('Route tables of the subnets, in which the S3 gateway endpoint is entered.'),
  createEndpoints: flag()
    .default(true)
    .describe(
      'Whether to create the VPC endpoints that Glue needs; false where the existing VPC has them or a NAT gateway.',
    ),
});

const removalSchema = z.strictObject({
  policy: oneOf(['retain', 'destroy'])
    .default('retain')
    .describe('What `cdk destroy` does with data: keep or delete it.'),
  confirm: text(/^delete-all-data$/, '"delete-all-data"')
    .optional()
    .describe('The second key: `delete-all-data` must stand here too, or `destroy` is refused.'),
});

/** One box under two names is a mistake: the second city would never have a location. */
const refuseSameBox = (all: readonly City[], context: z.RefinementCtx): void => {
  all.forEach(({ name, boundingBox }, index) => {
    const first = all.slice(0, index).find((other) => other.boundingBox.join() === boundingBox.join());
    if (first === undefined) return;
    const message = `a box of its own for ${name}: it is that of ${first.name}`;
    context.addIssue({ code: 'custom', path: [index, 'boundingBox'], message });
  });
};

const cities = z
  .array(citySchema, { error: 'an array of cities' })
  .nonempty({ error: 'at least one city' })
  .superRefine(unique((city) => citySegment(city.name).toLowerCase(), 'a city name'))
  .superRefine(unique(displayNameOf, 'a name to show'))
  .default([
    { name: 'Hanoi', country: 'VN', boundingBox: [105.28, 20.56, 106.02, 21.39] },
    { name: 'Ho Chi Minh City', country: 'VN', boundingBox: [106.35, 10.37, 107.03, 11.17] },
  ])
  .superRefine(refuseSameBox)
  .describe(
    'Cities: name, ISO country, [west, south, east, north] in degrees, and `timeZone` (IANA), by which the views reckon days; without it the clock in `dim_cities`, else UTC; `displayName`, the name to show, in any script. Boxes may overlap: a location belongs to the city whose box has the nearest centre, then to the first.',
  );

const pollutants = z
  .array(oneOf(POLLUTANT_NAMES))
  .min(1, { error: 'at least one pollutant' })
  .superRefine(unique((name) => name, 'a pollutant'))
  .default([...POLLUTANT_NAMES])
  .describe('Pollutants to extract, all stored in ug/m3.');

/** Everything that can be set in `cdk.json`, context `openaq`: default, unit and meaning of each value. */
export const configurationSchema = z.strictObject({
  name: text(/^[a-z][a-z0-9-]{0,38}[a-z0-9]$/, 'a name of 2 to 40 lower-case letters, digits or hyphens')
    .default(DEFAULT_DEPLOYMENT.name)
    .describe('Name of the stack, the state machine, its schedule and its dashboard.'),
  region: checkedText(
    (name) => (REGIONS.has(name) ? undefined : 'an AWS region, such as "ap-southeast-1"'),
    'an AWS region, such as "ap-southeast-1"',
  )
    .default(DEFAULT_DEPLOYMENT.region)
    .describe('AWS region to deploy to.'),
  cities,
  pollutants,
  lookbackHours: wholeNumber(1, 8784, 'hours')
    .default(24)
    .describe('How far back the daily run reads, in hours, aligned outward to whole UTC days.'),
  maxBackfillDays: wholeNumber(1, 3660, 'days')
    .default(366)
    .describe('Most days of one run. A longer backfill is several runs, of which each starts the next.'),
  extractConcurrency: wholeNumber(1, 40, 'work items')
    .default(2)
    .describe('Cities and months that are extracted at the same time.'),
  requestsPerHour: wholeNumber(1, 1_000_000, 'requests')
    .default(2000)
    .describe("OpenAQ's hourly limit of the API key. A backfill takes 80 % of it; the rest is free for the daily run."),
  // Those of Hanoi, the largest city that was recorded (local/openaq-replay/data).
  sensorsPerCity: wholeNumber(1, 10_000, 'sensors')
    .default(164)
    .describe(
      'Sensors of wanted pollutants that are expected in a city, on average. What a run can carry is reckoned with it, its pace and the memory of Extract.',
    ),
  openaqApiUrl: plainUrl(({ pathname }) =>
    pathname === '/' ? undefined : 'an address without a path: the paths of the API are appended',
  )
    .transform((address) => address.replace(/\/$/, ''))
    .default('https://api.openaq.org')
    .describe('Address of the OpenAQ API.'),
  minExpectedRows: wholeNumber(0, 1_000_000_000, 'rows')
    .default(1)
    .describe('Fewest loaded rows with which a run is valid.'),
  logLevel: oneOf(['debug', 'info', 'warn', 'error']).default('info').describe('Log level of the Lambda functions.'),
  logRetentionDays: z
    .literal(
      [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653],
      {
        error: 'a retention that CloudWatch Logs knows, such as 7, 14, 30, 60, 90, 180 or 365 days',
      },
    )
    .default(30)
    .describe('How long logs are kept, in days.'),
  reserveConcurrency: flag()
    .default(true)
    .describe(
      'Whether each Lambda function has a reserved concurrency, which caps it. Set false in an account whose Lambda quota is too small to reserve from.',
    ),
  schedule: scheduleSchema.prefault({}),
  alerts: alertsSchema.prefault({}),
  dataLake: dataLakeSchema.prefault({}),
  catalog: catalogSchema.prefault({}),
  transform: transformSchema.prefault({}),
  archive: archiveSchema.prefault({}),
  warehouse: warehouseSchema.prefault({}),
  network: networkSchema.prefault({}),
  removal: removalSchema.prefault({}),
});

/** The checked configuration, defaults filled in. */
export type Configuration = z.infer<typeof configurationSchema>;
