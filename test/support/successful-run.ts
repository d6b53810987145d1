import type { Script } from './scripted-run';

/** A work item's result, as Extract answers it. */
export const extraction = (city: string, rows: number) => ({
  done: true,
  runId: 'run-1',
  city,
  window: { start: '2018-12-05T00:00:00Z', end: '2018-12-06T00:00:00Z' },
  locations: 3,
  sensors: 4,
  skippedSensors: {},
  requests: 5,
  rateLimitHits: 0,
  values: rows,
  gaps: 1,
  nulledValues: { fill_code: 1 },
  foreignLocations: 0,
  unitChanges: 0,
  changedNames: 0,
  flaggedValues: 0,
  shadowedValues: 0,
  rows,
  keptRows: 0,
  keptDays: 0,
  objects: 2,
});

export const workItem = (name: string) => ({
  runId: 'run-1',
  city: { name, country: 'VN', boundingBox: [105, 20, 106, 21] },
  window: { start: '2018-12-05T00:00:00Z', end: '2018-12-06T00:00:00Z' },
  minRequestIntervalMs: 0,
});

/** The envelope of `lambda:invoke`. */
export const invoked = (payload: unknown) => ({ ExecutedVersion: '$LATEST', Payload: payload, StatusCode: 200 });
const statement = (id: string) => ({ Id: id, ClusterIdentifier: 'openaq-warehouse', Database: 'openaq_warehouse' });
const described = (status: string) => ({ Id: 'any', Status: status, QueryString: 'select 1', HasResultSet: false });

/** What stays of the plan when its work items are done. */
export const PLANNED = {
  runId: 'run-1',
  startedAt: '2018-12-06T01:30:00.000Z',
  window: { start: '2018-12-05T00:00:00Z', end: '2018-12-06T00:00:00Z' },
  cities: 'Hanoi,Ho Chi Minh City',
  source: 'api',
  minExpectedRows: 1,
  next: null,
};

/** The answers of AWS in a run in which nothing goes wrong, in AWS's envelopes; each poll waits once. */
export const SUCCESSFUL_RUN: Script = {
  PlanRun: invoked({ ...PLANNED, workItems: [workItem('Hanoi'), workItem('Ho Chi Minh City')] }),
  Extract: [invoked(extraction('Hanoi', 24)), invoked(extraction('Ho Chi Minh City', 12))],
  SummarizeExtraction: invoked({
    plan: PLANNED,
    extraction: {
      rows: 36,
      keptRows: 0,
      keptDays: 0,
      values: 36,
      gaps: 2,
      valuesNulled: 2,
      unitChanges: 0,
      changedNames: 0,
      requests: 10,
      objects: 4,
      sensors: 8,
      flaggedValues: 0,
      shadowedValues: 0,
      rateLimitHits: 0,
      cities: {},
      citiesWithoutData: '',
    },
  }),
  ExtractArchive: { Id: 'jr_0', JobRunState: 'SUCCEEDED' },
  StartNextRun: { ExecutionArn: 'arn', StartDate: '2018-12-06T02:00:00Z' },
  StartCrawler: {},
  GetCrawler: [
    { Crawler: { Name: 'openaq_s3_crawler', State: 'RUNNING' } },
    { Crawler: { Name: 'openaq_s3_crawler', State: 'STOPPING' } },
    { Crawler: { Name: 'openaq_s3_crawler', State: 'READY', LastCrawl: { Status: 'SUCCEEDED' } } },
  ],
  PrepareWarehouse: statement('prepare-1'),
  DescribePrepareWarehouse: [described('SUBMITTED'), described('FINISHED')],
  TransformToStaging: { Id: 'jr_1', JobRunState: 'SUCCEEDED' },
  LoadWarehouse: statement('load-1'),
  DescribeLoadWarehouse: [described('PICKED'), described('STARTED'), described('FINISHED')],
  ValidateLoad: statement('validate-1'),
  DescribeValidateLoad: described('FINISHED'),
  GetValidation: { Records: [[{ BooleanValue: true }, { StringValue: '36 staged = 36 loaded' }]], TotalNumRows: 1 },
};

/** The answers of a run in which nothing goes wrong and whose plan has other fields. */
export const planning = (fields: Readonly<Record<string, unknown>>): Script => {
  const { Payload: planned } = SUCCESSFUL_RUN['PlanRun'] as { Payload: object };
  const { Payload: summarized } = SUCCESSFUL_RUN['SummarizeExtraction'] as { Payload: { plan: object } };
  return {
    ...SUCCESSFUL_RUN,
    PlanRun: invoked({ ...planned, ...fields }),
    SummarizeExtraction: invoked({ ...summarized, plan: { ...summarized.plan, ...fields } }),
  };
};
