import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Catalog } from '../catalog';
import type { Configuration } from '../configuration';
import type { Network } from '../network';
import type { Warehouse, WarehouseConnection } from '../warehouse';

export interface TransformJobProps {
  readonly configuration: Configuration;
  readonly bucket: s3.IBucket;
  readonly catalog: Catalog;
  readonly network: Network;
  readonly warehouse: Warehouse;
  readonly connection: WarehouseConnection;
  readonly copyRoleArn: string;
}
