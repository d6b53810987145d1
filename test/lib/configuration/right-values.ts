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
  { path: 'cities[0].displayName', values: ['Hà Nội', '北京', "L'Aquila", '北'.repeat(63), '👩‍🔬'] },
  {
    path: 'cities[0].timeZone',
    values: ['Asia/Ho_Chi_Minh', 'Etc/UTC', 'America/Port-au-Prince', 'Etc/GMT+7', 'Singapore'],
  },
  {
    path: 'cities[0].boundingBox',
    values: [
      [105.8, 21, 105.81, 21.01],
      [0.29, 0.28, 0.3, 0.29],
      [-180, -90, -170, -80],
      [170, 80, 180, 90],
      [6.1, 43, 16.1, 53],
      [105.2834, 20.5612, 106.0278, 21.3923],
    ],
  },
];
