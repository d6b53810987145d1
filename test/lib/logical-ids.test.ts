import { HOLD_DATA } from '../support/hold-data';
import { templateOf } from '../support/pipeline-template';

const idsOf = (configuration: object): string[] =>
  HOLD_DATA.flatMap((type) => Object.keys(templateOf(configuration).findResources(type))).sort();

const COMMON = [
  'CatalogDatabase44483CA3',
  'DataLakeAccessLogs1DA51325',
  'DataLakeBucketEF1CCA5A',
  'ExtractionApiKey3A7D63C7',
  'NetworkVpc7FB7348F',
  'NetworkVpcPrivateSubnet1Subnet6DD86AE6',
  'NetworkVpcPrivateSubnet2Subnet1BDBE877',
  'NetworkVpcPrivateSubnet3Subnet8ABFAF5C',
];

/** The ids since version 0.1.0. Another id is another resource: CloudFormation makes it anew, and the data stays behind. */
describe('logical ids of what holds data', () => {
  it.each([
    ['a cluster', {}, ['WarehouseCluster0ED2F148', 'WarehouseSubnets3181FF03']],
    [
      'a cluster that Looker reaches',
      { warehouse: { allowedCidrs: ['203.0.113.7/32'] } },
      ['WarehouseCluster0ED2F148', 'WarehouseSubnets3181FF03'],
    ],
    [
      'a workgroup',
      { warehouse: { kind: 'serverless' } },
      ['WarehouseAdminSecret0B1DB325', 'WarehouseNamespace78ED5B58', 'WarehouseWorkgroup507BB996'],
    ],
  ])('stay as they are with %s', (_, configuration, warehouse) => {
    expect(idsOf(configuration)).toEqual([...COMMON, ...warehouse].sort());
  });
});
