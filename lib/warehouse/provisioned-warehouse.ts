import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as redshift from 'aws-cdk-lib/aws-redshift';
import { Construct } from 'constructs';
import type { Warehouse, WarehouseProps } from './props';

/** What Redshift exports to CloudWatch Logs, each to a log group of its own. */
const AUDIT_LOGS = ['connectionlog', 'userlog', 'useractivitylog'];

/** A Redshift cluster: encrypted, TLS only, audited, its administrator's password managed by Redshift. */
export class ProvisionedWarehouse extends Construct implements Warehouse {
  readonly databaseName: string;
  readonly adminSecretArn: string;
  readonly jdbcUrl: string;
  readonly dataApiArn: string;
  readonly dataApiTarget: Readonly<Record<string, string>>;
  readonly clusterIdentifier: string;

  constructor(scope: Construct, id: string, props: WarehouseProps) {
    super(scope, id);
    const { warehouse } = props.configuration;
    const cluster = new redshift.CfnCluster(this, 'Cluster', {
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
      clusterSubnetGroupName: this.subnetGroup(props).ref,
      vpcSecurityGroupIds: [props.network.warehouseSecurityGroup.securityGroupId],
      clusterParameterGroupName: this.parameterGroup().ref,
      iamRoles: [props.copyRoleArn],
      allowVersionUpgrade: true,
      automatedSnapshotRetentionPeriod: warehouse.snapshotRetentionDays,
      // Right after the daily run of the default schedule, in the Vietnamese morning.
      preferredMaintenanceWindow: 'sun:03:00-sun:03:30',
      loggingProperties: { logDestinationType: 'cloudwatch', logExports: AUDIT_LOGS },
    });
    cluster.applyRemovalPolicy(props.removalPolicy);
    for (const group of this.auditLogGroups(props)) cluster.node.addDependency(group);
    if (props.network.publicAccess !== undefined) cluster.node.addDependency(props.network.publicAccess);

    this.databaseName = warehouse.databaseName;
    this.clusterIdentifier = cluster.ref;
    this.adminSecretArn = cluster.attrMasterPasswordSecretArn;
    this.jdbcUrl = `jdbc:redshift://${cluster.attrEndpointAddress}:${cluster.attrEndpointPort}/${warehouse.databaseName}`;
    this.dataApiArn = Stack.of(this).formatArn({
      service: 'redshift',
      resource: 'cluster',
      resourceName: cluster.ref,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    this.dataApiTarget = {
      ClusterIdentifier: cluster.ref,
      Database: warehouse.databaseName,
      SecretArn: this.adminSecretArn,
    };
  }

  private subnetGroup({ network }: WarehouseProps): redshift.CfnClusterSubnetGroup {
    return new redshift.CfnClusterSubnetGroup(this, 'Subnets', {
      description: 'Subnets of the warehouse',
      subnetIds: network.warehouseSubnets.map((subnet) => subnet.subnetId),
    });
  }

  private parameterGroup(): redshift.CfnClusterParameterGroup {
    return new redshift.CfnClusterParameterGroup(this, 'Parameters', {
      description: 'TLS only; what users do is logged',
      parameterGroupFamily: 'redshift-1.0',
      parameters: [
        { parameterName: 'require_ssl', parameterValue: 'true' },
        { parameterName: 'enable_user_activity_logging', parameterValue: 'true' },
      ],
    });
  }

  /** Made beforehand, because Redshift would make them without a retention. */
  private auditLogGroups({ configuration, removalPolicy }: WarehouseProps): logs.LogGroup[] {
    const { logRetentionDays, warehouse } = configuration;
    return AUDIT_LOGS.map(
      (name) =>
        new logs.LogGroup(this, `${name}Group`, {
          logGroupName: `/aws/redshift/cluster/${warehouse.name}/${name}`,
          retention: logRetentionDays,
          removalPolicy,
        }),
    );
  }
}
