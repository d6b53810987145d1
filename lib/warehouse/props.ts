import type { RemovalPolicy } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Configuration } from '../configuration';
import type { Network } from '../network';

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
