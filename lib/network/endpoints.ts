import { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';

/** Services that the Glue job calls from inside the VPC, and why. Docs and tests use this list. */
export const INTERFACE_ENDPOINTS = {
  secretsmanager: 'Glue reads the credentials of the connection here',
  glue: 'the job reads the Data Catalog here',
  logs: "the job's driver and executors write their continuous log here",
} as const;

export interface EndpointsProps {
  readonly vpc: ec2.IVpc;
  /** Subnet in which the interface endpoints stand. */
  readonly subnet: ec2.ISubnet;
  /** Who may use the interface endpoints. */
  readonly clients: ec2.ISecurityGroup;
  /** Route tables of an existing VPC; those of the VPC itself where it is new. */
  readonly routeTableIds: readonly string[];
}

/**
 * The endpoints that the Glue job needs in a VPC without a way out: S3 by a gateway, which costs nothing, the others by
 * interfaces in one zone. A NAT gateway would cost more than them and open the way to the whole internet (docs/cost.md).
 */
export const createEndpoints = (scope: Construct, { vpc, subnet, clients, routeTableIds }: EndpointsProps): void => {
  if (routeTableIds.length === 0) {
    vpc.addGatewayEndpoint('S3Endpoint', { service: ec2.GatewayVpcEndpointAwsService.S3 });
  } else {
    new ec2.CfnVPCEndpoint(scope, 'S3Endpoint', {
      vpcId: vpc.vpcId,
      serviceName: `com.amazonaws.${Stack.of(scope).region}.s3`,
      vpcEndpointType: 'Gateway',
      routeTableIds: [...routeTableIds],
    });
  }
  const securityGroup = new ec2.SecurityGroup(scope, 'EndpointSecurityGroup', {
    vpc,
    description: 'Interface endpoints of AWS services',
    allowAllOutbound: false,
  });
  securityGroup.addIngressRule(clients, ec2.Port.HTTPS, 'The Glue job calls AWS services');
  for (const service of Object.keys(INTERFACE_ENDPOINTS)) {
    new ec2.InterfaceVpcEndpoint(scope, `${service}Endpoint`, {
      vpc,
      service: new ec2.InterfaceVpcEndpointAwsService(service),
      subnets: { subnets: [subnet] },
      securityGroups: [securityGroup],
      open: false,
    });
  }
};
