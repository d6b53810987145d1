import type { Construct } from 'constructs';
import type { Configuration } from '../configuration';
import type { Warehouse, WarehouseProps } from './props';
import { ProvisionedWarehouse } from './provisioned-warehouse';
import { ServerlessWarehouse } from './serverless-warehouse';

/** Creates the kind of warehouse that the configuration asks for. */
export const createWarehouse = (scope: Construct, id: string, props: WarehouseProps): Warehouse =>
  props.configuration.warehouse.kind === 'serverless'
    ? new ServerlessWarehouse(scope, id, props)
    : new ProvisionedWarehouse(scope, id, props);

/** The cluster that is paused between runs, if there is one. */
export const pausedCluster = ({
  configuration,
  warehouse,
}: {
  readonly configuration: Pick<Configuration, 'warehouse'>;
  readonly warehouse: Warehouse;
}): string | undefined => (configuration.warehouse.pauseBetweenRuns ? warehouse.clusterIdentifier : undefined);
