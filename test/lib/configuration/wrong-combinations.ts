import type { WrongConfiguration } from './wrong-values';

const vpc = {
  vpcId: 'vpc-0123456789abcdef0',
  subnetIds: ['subnet-0123456789abcdef0'],
  availabilityZones: ['ap-southeast-1a'],
  routeTableIds: ['rtb-0123456789abcdef0'],
};
/** Cities whose boxes do not touch. */
const grid = (count: number): object[] =>
  Array.from({ length: count }, (_, index) => ({
    name: `City ${index}`,
    country: 'VN',
    boundingBox: [
      (index % 30) * 10 - 170,
      Math.floor(index / 30) * 10,
      (index % 30) * 10 - 169,
      Math.floor(index / 30) * 10 + 1,
    ],
  }));

/** Values that are right by themselves and cannot work together. */
export const WRONG_COMBINATIONS: readonly WrongConfiguration[] = [
  [
    'a port that ra3 lacks',
    { warehouse: { port: 1433 } },
    'openaq.warehouse.port: Redshift allows ports 5431-5455 and 8191-8215, got 1433',
  ],
  [
    'one big node',
    { warehouse: { nodeType: 'ra3.4xlarge' } },
    'openaq.warehouse.nodes: ra3.4xlarge needs at least 2 nodes, got 1',
  ],
  [
    'too many small nodes',
    { warehouse: { nodes: 17 } },
    'openaq.warehouse.nodes: ra3.large takes at most 16 nodes, got 17',
  ],
  [
    'a pause of what pauses itself',
    { warehouse: { kind: 'serverless', pauseBetweenRuns: true } },
    'openaq.warehouse.pauseBetweenRuns: Redshift Serverless pauses by itself: set it false, or warehouse.kind "provisioned"',
  ],
  [
    'a pause of what Looker queries',
    { warehouse: { pauseBetweenRuns: true, allowedCidrs: ['203.0.113.7/32'] } },
    'openaq.warehouse.pauseBetweenRuns: Looker cannot query a paused cluster: set it false, or leave warehouse.allowedCidrs empty and query within the run',
  ],
  [
    'a capacity between steps',
    { warehouse: { serverless: { baseCapacityRpus: 12, maxCapacityRpus: 16 } } },
    'openaq.warehouse.serverless.baseCapacityRpus: expected 4 or a multiple of 8, got 12',
  ],
  [
    'less capacity at most than at least',
    { warehouse: { serverless: { baseCapacityRpus: 16 } } },
    'openaq.warehouse.serverless.maxCapacityRpus: expected at least warehouse.serverless.baseCapacityRpus (16), got 8',
  ],
  [
    'subnets without their VPC',
    { network: { ...vpc, vpcId: undefined } },
    'openaq.network.subnetIds: is given without network.vpcId: give both, or neither for a new VPC',
  ],
  [
    'a VPC without subnets',
    { network: { ...vpc, subnetIds: [], availabilityZones: [] } },
    'openaq.network.subnetIds: expected at least 1 subnet in vpc-0123456789abcdef0, got 0',
  ],
  [
    'serverless in one subnet',
    { network: vpc, warehouse: { kind: 'serverless' } },
    'openaq.network.subnetIds: expected at least 3 subnets, which Redshift Serverless needs in vpc-0123456789abcdef0, got 1',
  ],
  [
    'a subnet without its zone',
    { network: { ...vpc, availabilityZones: [] } },
    'openaq.network.availabilityZones: expected one zone for each of the 1 network.subnetIds, got 0',
  ],
  [
    'a zone of another region',
    { network: { ...vpc, availabilityZones: ['eu-central-1a'] } },
    'openaq.network.availabilityZones: expected zones of region ap-southeast-1, got eu-central-1a',
  ],
  [
    'endpoints without route tables',
    { network: { ...vpc, routeTableIds: [] } },
    'openaq.network.routeTableIds: expected the route tables of network.subnetIds, in which the S3 endpoint is entered; or network.createEndpoints false',
  ],
  [
    'a new VPC without endpoints',
    { network: { createEndpoints: false } },
    'openaq.network.createEndpoints: a new VPC has no other way out: Glue needs the endpoints, so leave it true',
  ],
  [
    'one key of two to delete',
    { removal: { policy: 'destroy' } },
    'openaq.removal.confirm: expected "delete-all-data" as the second key, since removal.policy is "destroy"',
  ],
  [
    'the other key of two',
    { removal: { confirm: 'delete-all-data' } },
    'openaq.removal.policy: is "retain" although removal.confirm says "delete-all-data": make the two agree',
  ],
  [
    'a lookback beyond a run',
    { lookbackHours: 72, maxBackfillDays: 2 },
    'openaq.lookbackHours: expected at most maxBackfillDays (2 days = 48 hours), got 72',
  ],
  [
    'more work items than a run has time for',
    { maxBackfillDays: 3660 },
    'openaq.maxBackfillDays: 2 cities for 3660 days make 244 work items of 165 requests each, which take 25.2 hours at 80 % of 2000 an hour, 2 at a time, while a run has 8 for them: expected at most 1124 days, or fewer cities, fewer sensorsPerCity, or a key with more requestsPerHour',
  ],
  [
    'more cities than one day has time for',
    { cities: grid(120), maxBackfillDays: 1 },
    'openaq.maxBackfillDays: 120 cities for 1 day make 120 work items of 165 requests each, which take 12.4 hours at 80 % of 2000 an hour, 2 at a time, while a run has 8 for them: expected fewer cities, fewer sensorsPerCity, or a key with more requestsPerHour',
  ],
  [
    'big cities for a year',
    { sensorsPerCity: 1000 },
    'openaq.maxBackfillDays: 2 cities for 366 days make 28 work items of 1001 requests each, which take 17.5 hours at 80 % of 2000 an hour, 2 at a time, while a run has 8 for them: expected at most 150 days, or fewer cities, fewer sensorsPerCity, or a key with more requestsPerHour',
  ],
  [
    'a slow reader of a fast key',
    { cities: grid(20), extractConcurrency: 1, requestsPerHour: 100_000 },
    'openaq.maxBackfillDays: 20 cities for 366 days make 280 work items of 165 requests each, which take 25.7 hours at 80 % of 100000 an hour, 1 at a time, while a run has 8 for them: expected at most 89 days, or fewer cities, fewer sensorsPerCity, or a key with more requestsPerHour',
  ],
];
