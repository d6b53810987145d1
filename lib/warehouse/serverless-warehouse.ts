import type { RemovalPolicy } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as redshift from 'aws-cdk-lib/aws-redshiftserverless';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Warehouse, WarehouseProps } from './props';

/** What Redshift Serverless exports to CloudWatch Logs, each to a log group of its own. */
const AUDIT_LOGS = ['connectionlog', 'userlog', 'useractivitylog'];

/** Redshift Serverless: paid by the second of use, at most `maxCapacityRpus` at a time. */
export class ServerlessWarehouse extends Construct implements Warehouse {
  readonly databaseName: string;
  readonly adminSecretArn: string;
  readonly jdbcUrl: string;
  readonly dataApiArn: string;
  readonly dataApiTarget: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, props: WarehouseProps) {
    super(scope, id);
    const { warehouse, logRetentionDays } = props.configuration;
    const admin = this.adminSecret(warehouse.adminUser, props.removalPolicy);
    const namespace = new redshift.CfnNamespace(this, 'Namespace', {
      namespaceName: warehouse.name,
      dbName: warehouse.databaseName,
      adminUsername: warehouse.adminUser,
      adminUserPassword: admin.secretValueFromJson('password').unsafeUnwrap(),
      iamRoles: [props.copyRoleArn],
      logExports: AUDIT_LOGS,
    });
    namespace.applyRemovalPolicy(props.removalPolicy);
    const workgroup = new redshift.CfnWorkgroup(this, 'Workgroup', {
      workgroupName: warehouse.name,
      namespaceName: namespace.ref,
      baseCapacity: warehouse.serverless.baseCapacityRpus,
      maxCapacity: warehouse.serverless.maxCapacityRpus,
      port: warehouse.port,
      publiclyAccessible: warehouse.allowedCidrs.length > 0,
      subnetIds: props.network.warehouseSubnets.map((subnet) => subnet.subnetId),
      securityGroupIds: [props.network.warehouseSecurityGroup.securityGroupId],
      configParameters: [
        { parameterKey: 'require_ssl', parameterValue: 'true' },
        { parameterKey: 'enable_user_activity_logging', parameterValue: 'true' },
      ],
    });
    if (props.network.publicAccess !== undefined) workgroup.node.addDependency(props.network.publicAccess);
    for (const name of AUDIT_LOGS) {
      // Made beforehand, because Redshift would make it without a retention.
      const group = new logs.LogGroup(this, `${name}Group`, {
        logGroupName: `/aws/redshift/${warehouse.name}/${name}`,
        retention: logRetentionDays,
        removalPolicy: props.removalPolicy,
      });
      namespace.node.addDependency(group);
    }

    this.databaseName = warehouse.databaseName;
    this.adminSecretArn = admin.secretArn;
    // The configured port, since the workgroup's own attribute is an integer, which Fn::Join does not take (cfn-lint E1022).
    const endpoint = `${workgroup.attrWorkgroupEndpointAddress}:${warehouse.port}`;
    this.jdbcUrl = `jdbc:redshift://${endpoint}/${warehouse.databaseName}`;
    this.dataApiArn = workgroup.attrWorkgroupWorkgroupArn;
    this.dataApiTarget = {
      WorkgroupName: workgroup.ref,
      Database: warehouse.databaseName,
      SecretArn: this.adminSecretArn,
    };
  }

  /**
   * CloudFormation does not tell the ARN of the secret that Redshift Serverless would manage (aws-cdk #29930), and the
   * Data API needs it. So the password is generated here; the template holds a reference to it, never the value.
   */
  private adminSecret(username: string, removalPolicy: RemovalPolicy): Secret {
    return new Secret(this, 'AdminSecret', {
      description: 'Administrator of the Redshift Serverless namespace',
      removalPolicy,
      generateSecretString: {
        secretStringTemplate: JSON.stringify({ username }),
        generateStringKey: 'password',
        passwordLength: 32,
        excludePunctuation: true,
        requireEachIncludedType: true,
      },
    });
  }
}
