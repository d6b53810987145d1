import { Match } from 'aws-cdk-lib/assertions';
import { CONFIGURATIONS } from '../support/configurations';
import { onlyResource, templateOf } from '../support/pipeline-template';

const AUDIT_LOGS = ['connectionlog', 'userlog', 'useractivitylog'];

describe('the default warehouse', () => {
  const template = templateOf();

  it('is one encrypted, private ra3.large node on port 5439', () => {
    template.hasResourceProperties('AWS::Redshift::Cluster', {
      ClusterIdentifier: 'openaq-warehouse',
      ClusterType: 'single-node',
      NumberOfNodes: Match.absent(),
      NodeType: 'ra3.large',
      DBName: 'openaq_warehouse',
      Port: 5439,
      Encrypted: true,
      PubliclyAccessible: false,
    });
  });

  it("has an administrator's password that Redshift manages and no template holds", () => {
    template.hasResourceProperties('AWS::Redshift::Cluster', {
      MasterUsername: 'admin',
      ManageMasterPassword: true,
      MasterUserPassword: Match.absent(),
    });
  });

  it('speaks TLS only and logs what users do', () => {
    template.hasResourceProperties('AWS::Redshift::ClusterParameterGroup', {
      Parameters: [
        { ParameterName: 'require_ssl', ParameterValue: 'true' },
        { ParameterName: 'enable_user_activity_logging', ParameterValue: 'true' },
      ],
    });
    template.hasResourceProperties('AWS::Redshift::Cluster', {
      LoggingProperties: { LogDestinationType: 'cloudwatch', LogExports: AUDIT_LOGS },
    });
  });

  it('finds its log groups made, with a retention, before it starts to log', () => {
    const groups = template.findResources('AWS::Logs::LogGroup', {
      Properties: { LogGroupName: Match.stringLikeRegexp('^/aws/redshift/cluster/openaq-warehouse/') },
    });
    const { DependsOn } = template.findResources('AWS::Redshift::Cluster')[
      Object.keys(template.findResources('AWS::Redshift::Cluster'))[0] ?? ''
    ] as { DependsOn: string[] };

    expect(Object.values(groups).map(({ Properties }) => Properties.RetentionInDays)).toEqual([30, 30, 30]);
    expect(DependsOn).toEqual(expect.arrayContaining(Object.keys(groups)));
  });

  it('keeps snapshots for a week and takes upgrades', () => {
    template.hasResourceProperties('AWS::Redshift::Cluster', {
      AutomatedSnapshotRetentionPeriod: 7,
      AllowVersionUpgrade: true,
    });
  });

  it('lets COPY use the one role that can read temporary files', () => {
    template.hasResourceProperties('AWS::Redshift::Cluster', {
      IamRoles: [{ 'Fn::GetAtt': [Match.stringLikeRegexp('^RedshiftS3Role'), 'Arn'] }],
    });
  });

  it('is reached by the Glue job through TLS with a reference to the secret', () => {
    const connection = onlyResource(template, 'AWS::Glue::Connection').Properties['ConnectionInput'];

    expect(connection).toMatchObject({
      Name: 'RedshiftConnection',
      ConnectionType: 'JDBC',
      ConnectionProperties: {
        JDBC_ENFORCE_SSL: 'true',
        SECRET_ID: { 'Fn::GetAtt': [expect.stringMatching(/^WarehouseCluster/), 'MasterPasswordSecretArn'] },
      },
    });
    expect(JSON.stringify(connection)).toContain('jdbc:redshift://');
    expect(JSON.stringify(connection)).not.toMatch(/PASSWORD|USERNAME/);
  });
});

describe('a warehouse of several nodes', () => {
  it('is a multi-node cluster', () => {
    templateOf(CONFIGURATIONS['several nodes']).hasResourceProperties('AWS::Redshift::Cluster', {
      ClusterType: 'multi-node',
      NumberOfNodes: 2,
      NodeType: 'ra3.xlplus',
    });
  });
});

describe('Redshift Serverless', () => {
  const template = templateOf(CONFIGURATIONS['serverless']);

  it('takes the place of the cluster, with a bound on what it may take', () => {
    template.resourceCountIs('AWS::Redshift::Cluster', 0);
    template.hasResourceProperties('AWS::RedshiftServerless::Workgroup', {
      WorkgroupName: 'openaq-warehouse',
      BaseCapacity: 8,
      MaxCapacity: 8,
      Port: 5439,
      PubliclyAccessible: false,
      ConfigParameters: [
        { ParameterKey: 'require_ssl', ParameterValue: 'true' },
        { ParameterKey: 'enable_user_activity_logging', ParameterValue: 'true' },
      ],
    });
    expect(onlyResource(template, 'AWS::RedshiftServerless::Workgroup').Properties['SubnetIds']).toHaveLength(3);
  });

  it('has a generated password that the template refers to and does not hold', () => {
    const { AdminUserPassword, LogExports } = onlyResource(template, 'AWS::RedshiftServerless::Namespace').Properties;

    expect(JSON.stringify(AdminUserPassword)).toMatch(/\{\{resolve:secretsmanager:.*:SecretString:password::\}\}/);
    expect(LogExports).toEqual(AUDIT_LOGS);
    template.hasResourceProperties('AWS::SecretsManager::Secret', {
      GenerateSecretString: {
        GenerateStringKey: 'password',
        PasswordLength: 32,
        SecretStringTemplate: '{"username":"admin"}',
      },
    });
  });

  it('is addressed by the Data API as a workgroup', () => {
    const definition = JSON.stringify(
      onlyResource(template, 'AWS::StepFunctions::StateMachine').Properties['DefinitionString'],
    );

    expect(definition).toContain('WorkgroupName');
    expect(definition).not.toContain('ClusterIdentifier');
  });
});
