import * as glue from 'aws-cdk-lib/aws-glue';
import type { Construct } from 'constructs';
import type { Configuration } from '../configuration';
import type { Network } from '../network';
import type { Warehouse } from './props';

export interface WarehouseConnectionProps {
  readonly configuration: Configuration;
  readonly network: Network;
  readonly warehouse: Warehouse;
}

/** How the Glue job reaches the warehouse. It holds the secret's ARN, never the password. */
export class WarehouseConnection extends glue.Connection {
  constructor(scope: Construct, id: string, { configuration, network, warehouse }: WarehouseConnectionProps) {
    super(scope, id, {
      connectionName: configuration.transform.connectionName,
      description: 'JDBC connection of the Glue job to Redshift; credentials by reference to Secrets Manager',
      type: glue.ConnectionType.JDBC,
      network: glue.ConnectionNetwork.subnet(network.glueSubnet),
      securityGroups: [network.glueSecurityGroup],
      properties: {
        JDBC_CONNECTION_URL: warehouse.jdbcUrl,
        JDBC_ENFORCE_SSL: 'true',
        SECRET_ID: warehouse.adminSecretArn,
      },
    });
  }
}
