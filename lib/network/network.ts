import { Fn, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import type { Configuration } from '../configuration';
import { createEndpoints } from './endpoints';
import { RejectedTrafficLog } from './flow-log';
import { PublicAccess } from './public-access';

/** Redshift Serverless asks for three availability zones; a cluster of one node uses one of them. */
const ZONES = 3;

/**
 * Where warehouse and Glue job meet: a VPC without a way to the internet, or an existing one. With `warehouse.allowedCidrs`
 * a new VPC has routes to those ranges besides; its subnets stay what they are, so that the value can be changed at any time.
 */
export class Network extends Construct {
  /** The subnet of the Glue connection. One suffices, and interface endpoints are paid for by subnet. */
  readonly glueSubnet: ec2.ISubnet;
  readonly warehouseSubnets: readonly ec2.ISubnet[];
  readonly glueSecurityGroup: ec2.SecurityGroup;
  readonly warehouseSecurityGroup: ec2.SecurityGroup;
  /** What must be there before a warehouse can be reached from outside; undefined where nobody may, or the VPC is another's. */
  readonly publicAccess: PublicAccess | undefined;

  constructor(scope: Construct, id: string, configuration: Configuration) {
    super(scope, id);
    const { network, warehouse } = configuration;
    const vpc = network.vpcId === undefined ? this.newVpc() : this.existingVpc(network.vpcId, network);
    this.warehouseSubnets = network.vpcId === undefined ? vpc.isolatedSubnets : vpc.privateSubnets;
    this.glueSubnet = firstOf(this.warehouseSubnets);
    this.publicAccess =
      network.vpcId === undefined && warehouse.allowedCidrs.length > 0
        ? new PublicAccess(this, 'PublicAccess', {
            vpcId: vpc.vpcId,
            subnets: this.warehouseSubnets,
            ranges: warehouse.allowedCidrs,
          })
        : undefined;

    if (network.vpcId === undefined) {
      new RejectedTrafficLog(this, 'RejectedTraffic', { vpc, configuration });
    }
    this.glueSecurityGroup = new ec2.SecurityGroup(this, 'GlueSecurityGroup', {
      vpc,
      description: 'Network interfaces of the Glue job',
    });
    this.glueSecurityGroup.addIngressRule(
      this.glueSecurityGroup,
      ec2.Port.allTcp(),
      'Glue asks for it: its workers talk to each other',
    );
    this.warehouseSecurityGroup = new ec2.SecurityGroup(this, 'WarehouseSecurityGroup', {
      vpc,
      description: 'Redshift endpoint',
      allowAllOutbound: false,
    });
    this.allowConnections(warehouse.port, warehouse.allowedCidrs);
    if (network.createEndpoints) {
      createEndpoints(this, { vpc, subnet: this.glueSubnet, clients: this.glueSecurityGroup, ...network });
    }
  }

  private newVpc(): ec2.Vpc {
    return new ec2.Vpc(this, 'Vpc', {
      // Chosen by CloudFormation at deploy time: a look-up at synth would need credentials.
      availabilityZones: Array.from({ length: ZONES }, (_, index) => Fn.select(index, Fn.getAzs())),
      natGateways: 0,
      // The switch would add a Lambda function with a managed policy, to empty a security group that nothing uses.
      restrictDefaultSecurityGroup: false,
      subnetConfiguration: [{ name: 'Private', subnetType: ec2.SubnetType.PRIVATE_ISOLATED, cidrMask: 24 }],
    });
  }

  private existingVpc(vpcId: string, network: Configuration['network']): ec2.IVpc {
    return ec2.Vpc.fromVpcAttributes(this, 'Vpc', {
      vpcId,
      region: Stack.of(this).region,
      availabilityZones: network.availabilityZones,
      privateSubnetIds: network.subnetIds,
    });
  }

  private allowConnections(port: number, allowedCidrs: readonly string[]): void {
    const endpoint = ec2.Port.tcp(port);
    this.warehouseSecurityGroup.addIngressRule(
      this.glueSecurityGroup,
      endpoint,
      'The Glue job writes the staging tables',
    );
    for (const cidr of allowedCidrs) {
      this.warehouseSecurityGroup.addIngressRule(ec2.Peer.ipv4(cidr), endpoint, 'Looker, from warehouse.allowedCidrs');
    }
  }
}

const firstOf = (subnets: readonly ec2.ISubnet[]): ec2.ISubnet => {
  const [first] = subnets;
  if (first === undefined) throw new Error('The network has no private subnet for the Glue connection');
  return first;
};
