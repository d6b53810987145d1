import { type MistakesAt, NOT_TEXTS } from './mistakes-at';

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

/** The data lake, the catalog, the job and the warehouse: names above all, which each service judges by rules of its own. */
export const RESOURCE_MISTAKES: readonly MistakesAt[] = [
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
];
