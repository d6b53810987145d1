import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as redshift from 'aws-cdk-lib/aws-redshift';
import type { Construct } from 'constructs';
import { removalPolicyOf } from '../retention';
import { AUDIT_LOGS, createAuditLogGroups } from './audit-logs';
import type { Warehouse, WarehouseProps } from './props';

/** A Redshift cluster: encrypted, TLS only, audited, its administrator's password managed by Redshift. */
export const createProvisionedWarehouse = (scope: Construct, props: WarehouseProps): Warehouse => {
  const { configuration, network } = props;
  const { warehouse } = configuration;
  const subnets = new redshift.CfnClusterSubnetGroup(scope, 'Subnets', {
    description: 'Subnets of the warehouse',
    subnetIds: network.warehouseSubnets.map((subnet) => subnet.subnetId),
  });
  const parameters = new redshift.CfnClusterParameterGroup(scope, 'Parameters', {
    description: 'TLS only; what users do is logged',
    parameterGroupFamily: 'redshift-1.0',
    parameters: [
      { parameterName: 'require_ssl', parameterValue: 'true' },
      { parameterName: 'enable_user_activity_logging', parameterValue: 'true' },
    ],
  });
  const cluster = new redshift.CfnCluster(scope, 'Cluster', {
    clusterIdentifier: warehouse.name,
    clusterType: warehouse.nodes === 1 ? 'single-node' : 'multi-node',
    ...(warehouse.nodes === 1 ? {} : { numberOfNodes: warehouse.nodes }),
    nodeType: warehouse.nodeType,
    dbName: warehouse.databaseName,
    port: warehouse.port,
    masterUsername: warehouse.adminUser,
    manageMasterPassword: true,
    encrypted: true,
    publiclyAccessible: warehouse.allowedCidrs.length > 0,
    clusterSubnetGroupName: subnets.ref,
    vpcSecurityGroupIds: [network.warehouseSecurityGroup.securityGroupId],
    clusterParameterGroupName: parameters.ref,
    iamRoles: [props.copyRoleArn],
    allowVersionUpgrade: true,
    automatedSnapshotRetentionPeriod: warehouse.snapshotRetentionDays,
    // Right after the daily run of the default schedule, in the Vietnamese morning.
    preferredMaintenanceWindow: 'sun:03:00-sun:03:30',
    loggingProperties: { logDestinationType: 'cloudwatch', logExports: AUDIT_LOGS },
  });
  cluster.applyRemovalPolicy(removalPolicyOf(configuration));
  cluster.node.addDependency(...createAuditLogGroups(scope, configuration, `/aws/redshift/cluster/${warehouse.name}`));
  if (network.publicAccess !== undefined) cluster.node.addDependency(network.publicAccess);

  const adminSecretArn = cluster.attrMasterPasswordSecretArn;
  const endpoint = `${cluster.attrEndpointAddress}:${cluster.attrEndpointPort}`;
  return {
    databaseName: warehouse.databaseName,
    schema: warehouse.schema,
    clusterIdentifier: cluster.ref,
    ...(warehouse.pauseBetweenRuns && { pausedCluster: cluster.ref }),
    adminSecretArn,
    jdbcUrl: `jdbc:redshift://${endpoint}/${warehouse.databaseName}`,
    dataApiArn: Stack.of(scope).formatArn({
      service: 'redshift',
      resource: 'cluster',
      resourceName: cluster.ref,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    }),
    dataApiTarget: {
      ClusterIdentifier: cluster.ref,
      Database: warehouse.databaseName,
      SecretArn: adminSecretArn,
    },
  };
};
