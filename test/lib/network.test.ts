import { Match, type Template } from 'aws-cdk-lib/assertions';
import { INTERFACE_ENDPOINTS } from '../../lib/network/endpoints';
import { CONFIGURATIONS, EXISTING_NETWORK } from '../support/configurations';
import { templateOf } from '../support/pipeline-template';

const count = (template: Template, type: string): number => Object.keys(template.findResources(type)).length;

describe('the default network', () => {
  const template = templateOf();

  it('is a VPC in three zones without any way to the internet', () => {
    expect(count(template, 'AWS::EC2::Subnet')).toBe(3);
    for (const type of ['AWS::EC2::InternetGateway', 'AWS::EC2::NatGateway', 'AWS::EC2::EIP', 'AWS::EC2::Route']) {
      expect(count(template, type)).toBe(0);
    }
  });

  it('leaves the choice of zones to CloudFormation, so that synth needs no account', () => {
    const zones = Object.values(template.findResources('AWS::EC2::Subnet')).map(
      ({ Properties }) => Properties.AvailabilityZone,
    );

    expect(zones).toEqual([0, 1, 2].map((index) => ({ 'Fn::Select': [index, { 'Fn::GetAZs': '' }] })));
  });

  it('reaches S3 by a gateway and three services by interfaces in the one subnet of the Glue connection', () => {
    const endpoints = Object.values(template.findResources('AWS::EC2::VPCEndpoint')).map(
      ({ Properties }) => Properties,
    );
    const gateways = endpoints.filter(({ VpcEndpointType }) => VpcEndpointType === 'Gateway');
    const interfaces = endpoints.filter(({ VpcEndpointType }) => VpcEndpointType === 'Interface');

    expect(gateways).toHaveLength(1);
    expect(gateways[0]?.['RouteTableIds']).toHaveLength(3);
    expect(
      interfaces.map(({ ServiceName }) => ServiceName.replace('com.amazonaws.ap-southeast-1.', '')).sort(),
    ).toEqual(Object.keys(INTERFACE_ENDPOINTS).sort());
    for (const { SubnetIds, PrivateDnsEnabled } of interfaces) {
      expect(SubnetIds).toEqual([{ Ref: expect.stringMatching(/^NetworkVpcPrivateSubnet1Subnet/) }]);
      expect(PrivateDnsEnabled).toBe(true);
    }
  });

  it('admits to the endpoints and to the warehouse the Glue job alone', () => {
    const fromGlue = {
      SourceSecurityGroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('GlueSecurityGroup'), 'GroupId'] },
    };

    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { ...fromGlue, FromPort: 5439, ToPort: 5439 });
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { ...fromGlue, FromPort: 443, ToPort: 443 });
    expect(JSON.stringify(template.findResources('AWS::EC2::SecurityGroup'))).not.toContain('"SecurityGroupIngress"');
  });

  it('lets the Glue workers talk to each other, which Glue demands', () => {
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      GroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('GlueSecurityGroup'), 'GroupId'] },
      SourceSecurityGroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('GlueSecurityGroup'), 'GroupId'] },
      FromPort: 0,
      ToPort: 65535,
      IpProtocol: 'tcp',
    });
  });

  it('logs the traffic that was refused', () => {
    template.hasResourceProperties('AWS::EC2::FlowLog', {
      TrafficType: 'REJECT',
      ResourceType: 'VPC',
      DeliverLogsPermissionArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^NetworkRejectedTrafficRole'), 'Arn'] },
    });
  });
});

describe('a warehouse open to Looker', () => {
  const template = templateOf(CONFIGURATIONS['open to Looker']);
  const ranges = ['203.0.113.7/32', '198.51.100.0/24'];

  it('is public, for the listed ranges alone', () => {
    template.hasResourceProperties('AWS::Redshift::Cluster', { PubliclyAccessible: true });
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      GroupDescription: 'Redshift endpoint',
      SecurityGroupIngress: ranges.map((CidrIp) => Match.objectLike({ CidrIp, FromPort: 5439, ToPort: 5439 })),
    });
  });

  it('can answer the listed ranges and nobody else', () => {
    const routes = Object.values(template.findResources('AWS::EC2::Route')).map(({ Properties }) => Properties);

    expect(routes.map(({ DestinationCidrBlock }) => DestinationCidrBlock).sort()).toEqual(
      [...ranges, ...ranges, ...ranges].sort(),
    );
    expect(count(template, 'AWS::EC2::InternetGateway')).toBe(1);
  });

  it('waits for the gateway: a cluster with a public address is refused in a VPC that has none', () => {
    const [cluster] = Object.values(template.findResources('AWS::Redshift::Cluster'));
    const [attachment] = Object.keys(template.findResources('AWS::EC2::VPCGatewayAttachment'));

    expect(cluster?.['DependsOn']).toContain(attachment);
  });

  it('leaves the Glue job in a private subnet, without a NAT gateway', () => {
    expect(count(template, 'AWS::EC2::NatGateway')).toBe(0);
    template.hasResourceProperties('AWS::Glue::Connection', {
      ConnectionInput: {
        PhysicalConnectionRequirements: {
          SubnetId: { Ref: Match.stringLikeRegexp('^NetworkVpcPrivateSubnet1Subnet') },
        },
      },
    });
  });

  it('is open to nobody else in any configuration', () => {
    for (const openaq of Object.values(CONFIGURATIONS)) {
      const groups = JSON.stringify(templateOf(openaq).findResources('AWS::EC2::SecurityGroup'));

      expect(groups).not.toMatch(/"SecurityGroupIngress":\[[^\]]*"(0\.0\.0\.0\/0|::\/0)"/);
    }
  });
});

describe.each([
  ['provisioned', {}],
  ['serverless', { kind: 'serverless' }],
])('warehouse.allowedCidrs of a deployed %s warehouse', (_, warehouse) => {
  type Resources = Record<string, { Type: string; Properties: Record<string, unknown> }>;
  const resourcesOf = (allowedCidrs: string[]): Resources =>
    templateOf({ warehouse: { ...warehouse, allowedCidrs } }).toJSON()['Resources'] as Resources;
  const without = resourcesOf([]);
  const withRanges = resourcesOf(['203.0.113.7/32']);
  const added = Object.keys(withRanges).filter((id) => !(id in without));
  /** What differs in a resource that both have, by property. */
  const changed = Object.keys(without).flatMap((id) =>
    Object.keys({ ...without[id]?.Properties, ...withRanges[id]?.Properties })
      .filter(
        (name) => JSON.stringify(without[id]?.Properties[name]) !== JSON.stringify(withRanges[id]?.Properties[name]),
      )
      .map((name) => `${without[id]?.Type}.${name}`),
  );

  it('adds a gateway and routes, and takes nothing away', () => {
    expect(Object.keys(without).filter((id) => !(id in withRanges))).toEqual([]);
    expect([...new Set(added.map((id) => withRanges[id]?.Type))].sort()).toEqual([
      'AWS::EC2::InternetGateway',
      'AWS::EC2::Route',
      'AWS::EC2::VPCGatewayAttachment',
    ]);
  });

  it('changes who may connect, and leaves subnets, subnet group and everything that holds data as they are', () => {
    const kind = 'kind' in warehouse ? 'AWS::RedshiftServerless::Workgroup' : 'AWS::Redshift::Cluster';

    expect(changed.sort()).toEqual(
      ['AWS::EC2::SecurityGroup.SecurityGroupIngress', `${kind}.PubliclyAccessible`].sort(),
    );
  });
});

describe('an existing VPC', () => {
  it('is used as it is, with the endpoints entered in its route tables', () => {
    const template = templateOf(CONFIGURATIONS['existing VPC']);

    expect(count(template, 'AWS::EC2::VPC')).toBe(0);
    expect(count(template, 'AWS::EC2::Subnet')).toBe(0);
    template.hasResourceProperties('AWS::Redshift::ClusterSubnetGroup', { SubnetIds: EXISTING_NETWORK.subnetIds });
    template.hasResourceProperties('AWS::Glue::Connection', {
      ConnectionInput: {
        PhysicalConnectionRequirements: {
          SubnetId: EXISTING_NETWORK.subnetIds[0],
          AvailabilityZone: EXISTING_NETWORK.availabilityZones[0],
        },
      },
    });
    template.hasResourceProperties('AWS::EC2::VPCEndpoint', {
      VpcEndpointType: 'Gateway',
      VpcId: EXISTING_NETWORK.vpcId,
      RouteTableIds: EXISTING_NETWORK.routeTableIds,
    });
  });

  it('keeps its own endpoints when told so', () => {
    expect(count(templateOf(CONFIGURATIONS['existing VPC with its own endpoints']), 'AWS::EC2::VPCEndpoint')).toBe(0);
  });
});
