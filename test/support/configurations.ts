/** An existing VPC, as `network` describes it. */
export const EXISTING_NETWORK = {
  vpcId: 'vpc-0123456789abcdef0',
  subnetIds: ['subnet-00000000000000001', 'subnet-00000000000000002', 'subnet-00000000000000003'],
  availabilityZones: ['ap-southeast-1a', 'ap-southeast-1b', 'ap-southeast-1c'],
  routeTableIds: ['rtb-0123456789abcdef0'],
};

/** The default and every option, each by itself and some together: all must synthesize and satisfy cdk-nag. */
export const CONFIGURATIONS: Readonly<Record<string, object>> = {
  default: {},
  serverless: { warehouse: { kind: 'serverless' } },
  'several nodes': { warehouse: { nodeType: 'ra3.xlplus', nodes: 2 } },
  'open to Looker': { warehouse: { allowedCidrs: ['203.0.113.7/32', '198.51.100.0/24'] } },
  'serverless, open to Looker': { warehouse: { kind: 'serverless', allowedCidrs: ['203.0.113.7/32'] } },
  'existing VPC': { network: EXISTING_NETWORK },
  'existing VPC with its own endpoints': {
    network: { ...EXISTING_NETWORK, routeTableIds: [], createEndpoints: false },
  },
  'serverless in an existing VPC': { network: EXISTING_NETWORK, warehouse: { kind: 'serverless' } },
  'paused between runs': { warehouse: { pauseBetweenRuns: true } },
  'with e-mail and budget': { alerts: { email: 'data@example.org', monthlyBudgetUsd: 600 } },
  'without a schedule': { schedule: { enabled: false } },
  deletable: { removal: { policy: 'destroy', confirm: 'delete-all-data' } },
  'other names': {
    name: 'air-quality',
    region: 'eu-central-1',
    catalog: { databaseName: 'air', crawlerName: 'air_crawler' },
    transform: { jobName: 'air_job', connectionName: 'AirConnection' },
    archive: { jobName: 'air_archive_job' },
    warehouse: { name: 'air-warehouse', databaseName: 'air', schema: 'measurements', adminUser: 'owner', port: 5440 },
  },
  'without reserved concurrency': { reserveConcurrency: false },
  // Every option that no other configuration sets.
  'every other option': {
    cities: [{ name: 'Da Nang', country: 'VN', boundingBox: [107.8, 15.9, 108.4, 16.3] }],
    pollutants: ['pm25'],
    lookbackHours: 72,
    maxBackfillDays: 31,
    extractConcurrency: 1,
    requestsPerHour: 600,
    sensorsPerCity: 40,
    openaqApiUrl: 'https://openaq.example.org',
    minExpectedRows: 10,
    logLevel: 'debug',
    logRetentionDays: 365,
    schedule: { time: '23:59', timeZone: 'Asia/Ho_Chi_Minh' },
    alerts: { runbookUrl: 'https://example.org/runbook', maxRejectedPercent: 1, maxRateLimitHits: 0 },
    dataLake: { bucketName: 'air-quality-lake', tempExpiryDays: 1, oldVersionExpiryDays: 3650 },
    transform: { workerType: 'G.2X', workers: 10 },
    archive: { workerType: 'G.2X', workers: 20 },
    warehouse: {
      kind: 'serverless',
      snapshotRetentionDays: 35,
      serverless: { baseCapacityRpus: 32, maxCapacityRpus: 128 },
    },
  },
};
