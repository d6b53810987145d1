import type { Configuration } from '../configuration';
import type { Network } from '../network';

/** What the rest of the stack needs to know of Redshift, provisioned or serverless. */
export interface Warehouse {
  readonly databaseName: string;
  /** Schema that the SQL is rendered for. */
  readonly schema: string;
  /** Secret with the administrator's `username` and `password`, made and rotated by Redshift. */
  readonly adminSecretArn: string;
  readonly jdbcUrl: string;
  /** ARN that the Data API's permissions name: a cluster or a workgroup. */
  readonly dataApiArn: string;
  /** Parameters by which a Data API request addresses the warehouse. */
  readonly dataApiTarget: Readonly<Record<string, string>>;
  /** The cluster, where there is one to watch. */
  readonly clusterIdentifier?: string;
  /** The cluster, where it is paused between runs. */
  readonly pausedCluster?: string;
}

export interface WarehouseProps {
  readonly configuration: Configuration;
  readonly network: Network;
  /** The role with which COPY reads the Glue job's temporary files. */
  readonly copyRoleArn: string;
}
