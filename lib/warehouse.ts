import type { RemovalPolicy } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Configuration } from './configuration';
import type { Network } from './network';
import { ProvisionedWarehouse } from './warehouse/provisioned-warehouse';
import { ServerlessWarehouse } from './warehouse/serverless-warehouse';

/** What the rest of the stack needs to know of Redshift, provisioned or serverless. */
export interface Warehouse extends Construct {
  readonly databaseName: string;
  /** Secret with the administrator's `username` and `password`, made and rotated by Redshift. */
  readonly adminSecretArn: string;
  readonly jdbcUrl: string;
  /** ARN that the Data API's permissions name: a cluster or a workgroup. */
  readonly dataApiArn: string;
  /** Parameters by which a Data API request addresses the warehouse. */
  readonly dataApiTarget: Readonly<Record<string, string>>;
  /** The cluster, where there is one to pause and to watch. */
  readonly clusterIdentifier?: string;
}

export interface WarehouseProps {
  readonly configuration: Pick<Configuration, 'warehouse' | 'logRetentionDays'>;
  readonly network: Network;
  /** The role with which COPY reads the Glue job's temporary files. */
  readonly copyRoleArn: string;
  readonly removalPolicy: RemovalPolicy;
}

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
