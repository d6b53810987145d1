import {
  daysThatFit,
  EXTRACTION_HOURS,
  extractionHours,
  PACED_SHARE,
  requestsPerItem,
  workItemsAtMost,
} from '../../lambdas/shared/domain/capacity';
import type { Mistake } from './mistakes';
import type { Configuration } from './schema';
import { STATE_DATA_BYTES, stateDataBytes } from './state-data';

/** Values that are fine alone and cannot work together. `paths` are the values involved; the message is shown at the first. */
interface Combination {
  readonly paths: readonly string[];
  readonly isWrong: (configuration: Configuration) => boolean;
  readonly message: (configuration: Configuration) => string;
}

const isRa3Port = (port: number): boolean => (port >= 5431 && port <= 5455) || (port >= 8191 && port <= 8215);

/** Whether a run may carry so many work items: their requests within its time. */
const fitsIntoTime = (configuration: Configuration) => (items: number) =>
  extractionHours(items, configuration) <= EXTRACTION_HOURS;

/** Whether a run may carry so many work items: their data within a state. */
const fitsIntoState = (configuration: Configuration) => (items: number) =>
  stateDataBytes(configuration, items / configuration.cities.length) <= STATE_DATA_BYTES;

const fits = (configuration: Configuration) => (items: number) =>
  fitsIntoTime(configuration)(items) && fitsIntoState(configuration)(items);

const mostItems = ({ cities, maxBackfillDays }: Configuration): number =>
  workItemsAtMost(cities.length, maxBackfillDays);

const plural = (count: number, one: string, several: string): string => `${count} ${count === 1 ? one : several}`;

/** What makes a run too large, and the longest range that would fit. */
const tooLarge = (configuration: Configuration, reason: string, otherwise: string): string => {
  const { cities, maxBackfillDays } = configuration;
  const days = daysThatFit(cities.length, maxBackfillDays, fits(configuration));
  const run = `${plural(cities.length, 'city', 'cities')} for ${plural(maxBackfillDays, 'day', 'days')} make ${plural(mostItems(configuration), 'work item', 'work items')}`;
  const remedy =
    days > 0 ? `expected at most ${plural(days, 'day', 'days')}, or ${otherwise}` : `expected ${otherwise}`;
  return `${run} ${reason}: ${remedy}`;
};

const COMBINATIONS: readonly Combination[] = [
  {
    paths: ['warehouse.port'],
    isWrong: ({ warehouse }) => !isRa3Port(warehouse.port),
    message: ({ warehouse }) => `Redshift allows ports 5431-5455 and 8191-8215, got ${warehouse.port}`,
  },
  {
    paths: ['warehouse.nodes', 'warehouse.nodeType'],
    isWrong: ({ warehouse }) => warehouse.nodes === 1 && /^ra3\.(4|16)xlarge$/.test(warehouse.nodeType),
    message: ({ warehouse }) => `${warehouse.nodeType} needs at least 2 nodes, got 1`,
  },
  {
    paths: ['warehouse.nodes', 'warehouse.nodeType'],
    isWrong: ({ warehouse }) => warehouse.nodes > 16 && /^ra3\.(large|xlplus)$/.test(warehouse.nodeType),
    message: ({ warehouse }) => `${warehouse.nodeType} takes at most 16 nodes, got ${warehouse.nodes}`,
  },
  {
    paths: ['warehouse.pauseBetweenRuns', 'warehouse.kind'],
    isWrong: ({ warehouse }) => warehouse.kind === 'serverless' && warehouse.pauseBetweenRuns,
    message: () => 'Redshift Serverless pauses by itself: set it false, or warehouse.kind "provisioned"',
  },
  {
    paths: ['warehouse.pauseBetweenRuns', 'warehouse.allowedCidrs'],
    isWrong: ({ warehouse }) => warehouse.pauseBetweenRuns && warehouse.allowedCidrs.length > 0,
    message: () =>
      'Looker cannot query a paused cluster: set it false, or leave warehouse.allowedCidrs empty and query within the run',
  },
  {
    paths: ['warehouse.serverless.baseCapacityRpus'],
    isWrong: ({ warehouse }) =>
      warehouse.serverless.baseCapacityRpus !== 4 && warehouse.serverless.baseCapacityRpus % 8 !== 0,
    message: ({ warehouse }) => `expected 4 or a multiple of 8, got ${warehouse.serverless.baseCapacityRpus}`,
  },
  {
    paths: ['warehouse.serverless.maxCapacityRpus', 'warehouse.serverless.baseCapacityRpus'],
    isWrong: ({ warehouse: { serverless } }) => serverless.maxCapacityRpus < serverless.baseCapacityRpus,
    message: ({ warehouse: { serverless } }) =>
      `expected at least warehouse.serverless.baseCapacityRpus (${serverless.baseCapacityRpus}), got ${serverless.maxCapacityRpus}`,
  },
  {
    paths: ['network.subnetIds', 'network.vpcId'],
    isWrong: ({ network }) => network.vpcId === undefined && network.subnetIds.length > 0,
    message: () => 'is given without network.vpcId: give both, or neither for a new VPC',
  },
  {
    paths: ['network.subnetIds', 'network.vpcId', 'warehouse.kind'],
    isWrong: ({ network, warehouse }) =>
      network.vpcId !== undefined && network.subnetIds.length < (warehouse.kind === 'serverless' ? 3 : 1),
    message: ({ network, warehouse }) =>
      `expected at least ${warehouse.kind === 'serverless' ? '3 subnets, which Redshift Serverless needs' : '1 subnet'} in ${network.vpcId}, got ${network.subnetIds.length}`,
  },
  {
    paths: ['network.availabilityZones', 'network.subnetIds'],
    isWrong: ({ network }) => network.availabilityZones.length !== network.subnetIds.length,
    message: ({ network }) =>
      `expected one zone for each of the ${network.subnetIds.length} network.subnetIds, got ${network.availabilityZones.length}`,
  },
  {
    paths: ['network.availabilityZones', 'region'],
    isWrong: ({ network, region }) => network.availabilityZones.some((zone) => zone.slice(0, -1) !== region),
    message: ({ network, region }) => `expected zones of region ${region}, got ${network.availabilityZones.join(', ')}`,
  },
  {
    paths: ['network.routeTableIds', 'network.vpcId', 'network.createEndpoints'],
    isWrong: ({ network }) =>
      network.vpcId !== undefined && network.createEndpoints && network.routeTableIds.length === 0,
    message: () =>
      'expected the route tables of network.subnetIds, in which the S3 endpoint is entered; or network.createEndpoints false',
  },
  {
    paths: ['network.createEndpoints', 'network.vpcId'],
    isWrong: ({ network }) => network.vpcId === undefined && !network.createEndpoints,
    message: () => 'a new VPC has no other way out: Glue needs the endpoints, so leave it true',
  },
  {
    paths: ['removal.confirm', 'removal.policy'],
    isWrong: ({ removal }) => removal.policy === 'destroy' && removal.confirm === undefined,
    message: () => 'expected "delete-all-data" as the second key, since removal.policy is "destroy"',
  },
  {
    paths: ['removal.policy', 'removal.confirm'],
    isWrong: ({ removal }) => removal.policy === 'retain' && removal.confirm !== undefined,
    message: () => 'is "retain" although removal.confirm says "delete-all-data": make the two agree',
  },
  {
    paths: ['lookbackHours', 'maxBackfillDays'],
    isWrong: ({ lookbackHours, maxBackfillDays }) => lookbackHours > maxBackfillDays * 24,
    message: ({ lookbackHours, maxBackfillDays }) =>
      `expected at most maxBackfillDays (${maxBackfillDays} days = ${maxBackfillDays * 24} hours), got ${lookbackHours}`,
  },
  {
    paths: ['maxBackfillDays', 'cities', 'sensorsPerCity', 'requestsPerHour', 'extractConcurrency'],
    isWrong: (configuration) => !fitsIntoTime(configuration)(mostItems(configuration)),
    message: (configuration) => {
      const hours = extractionHours(mostItems(configuration), configuration).toFixed(1);
      const pace = `${requestsPerItem(configuration)} requests each, which take ${hours} hours at ${PACED_SHARE * 100} % of ${configuration.requestsPerHour} an hour, ${configuration.extractConcurrency} at a time, while a run has ${EXTRACTION_HOURS} for them`;
      const otherwise = 'fewer cities, fewer sensorsPerCity, or a key with more requestsPerHour';
      return tooLarge(configuration, `of ${pace}`, otherwise);
    },
  },
  {
    paths: ['maxBackfillDays', 'cities'],
    // Said only of a run that would be quick enough: one sentence at a time.
    isWrong: (configuration) =>
      fitsIntoTime(configuration)(mostItems(configuration)) && !fitsIntoState(configuration)(mostItems(configuration)),
    message: (configuration) => {
      const { cities, maxBackfillDays } = configuration;
      const bytes = stateDataBytes(configuration, workItemsAtMost(cities.length, maxBackfillDays) / cities.length);
      const size = `of ${Math.ceil(bytes / 1024)} KiB with their answers, more than the ${STATE_DATA_BYTES / 1024} KiB that a state of Step Functions takes`;
      return tooLarge(configuration, size, 'fewer cities, or fewer whose boxes overlap');
    },
  },
];

/** Combinations that cannot work. One that involves a value in `mistaken` is left out: its value is a default, not the user's. */
export const wrongCombinations = (configuration: Configuration, mistaken: readonly string[]): Mistake[] =>
  COMBINATIONS.filter(({ paths }) => !paths.some((path) => mistaken.some((other) => overlaps(path, other))))
    .filter(({ isWrong }) => isWrong(configuration))
    .map(({ paths: [first = ''], message }) => ({ path: first.split('.'), message: message(configuration) }));

const overlaps = (path: string, other: string): boolean =>
  path === other || other.startsWith(`${path}.`) || path.startsWith(`${other}.`);
