import * as redshift from 'aws-cdk-lib/aws-redshiftserverless';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { removalPolicyOf } from '../retention';
import { AUDIT_LOGS, createAuditLogGroups } from './audit-logs';
import type { Warehouse, WarehouseProps } from './props';

/** Redshift Serverless: paid by the second of use, at most `maxCapacityRpus` at a time. */
export const createServerlessWarehouse = (scope: Construct, props: WarehouseProps): Warehouse => {
  const { configuration, network } = props;
  const { warehouse } = configuration;
  const removalPolicy = removalPolicyOf(configuration);
  // CloudFormation does not tell the ARN of the secret that Redshift Serverless would manage (aws-cdk #29930), and the Data
  // API needs it. So the password is generated here; the template holds a reference to it, never the value.
  const admin = new Secret(scope, 'AdminSecret', {
    description: 'Administrator of the Redshift Serverless namespace',
    removalPolicy,
    generateSecretString: {
      secretStringTemplate: JSON.stringify({ username: warehouse.adminUser }),
      generateStringKey: 'password',
      passwordLength: 32,
      excludePunctuation: true,
      requireEachIncludedType: true,
    },
  });
  const namespace = new redshift.CfnNamespace(scope, 'Namespace', {
    namespaceName: warehouse.name,
    dbName: warehouse.databaseName,
    adminUsername: warehouse.adminUser,
    adminUserPassword: admin.secretValueFromJson('password').unsafeUnwrap(),
    iamRoles: [props.copyRoleArn],
    logExports: AUDIT_LOGS,
  });
  namespace.applyRemovalPolicy(removalPolicy);
  const workgroup = new redshift.CfnWorkgroup(scope, 'Workgroup', {
    workgroupName: warehouse.name,
    namespaceName: namespace.ref,
    baseCapacity: warehouse.serverless.baseCapacityRpus,
    maxCapacity: warehouse.serverless.maxCapacityRpus,
    port: warehouse.port,
    publiclyAccessible: warehouse.allowedCidrs.length > 0,
    subnetIds: network.warehouseSubnets.map((subnet) => subnet.subnetId),
    securityGroupIds: [network.warehouseSecurityGroup.securityGroupId],
    configParameters: [
      { parameterKey: 'require_ssl', parameterValue: 'true' },
      { parameterKey: 'enable_user_activity_logging', parameterValue: 'true' },
    ],
  });
  if (network.publicAccess !== undefined) workgroup.node.addDependency(network.publicAccess);
  namespace.node.addDependency(...createAuditLogGroups(scope, configuration, `/aws/redshift/${warehouse.name}`));

  // The configured port, since the workgroup's own attribute is an integer, which Fn::Join does not take (cfn-lint E1022).
  const endpoint = `${workgroup.attrWorkgroupEndpointAddress}:${warehouse.port}`;
  return {
    databaseName: warehouse.databaseName,
    schema: warehouse.schema,
    adminSecretArn: admin.secretArn,
    jdbcUrl: `jdbc:redshift://${endpoint}/${warehouse.databaseName}`,
    dataApiArn: workgroup.attrWorkgroupWorkgroupArn,
    dataApiTarget: { WorkgroupName: workgroup.ref, Database: warehouse.databaseName, SecretArn: admin.secretArn },
  };
};
