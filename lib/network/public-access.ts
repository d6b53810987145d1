import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';

export interface PublicAccessProps {
  readonly vpcId: string;
  /** Subnets of the warehouse. */
  readonly subnets: readonly ec2.ISubnet[];
  /** The ranges that may connect, as CIDRs. */
  readonly ranges: readonly string[];
}

/**
 * Lets the warehouse answer some ranges of the internet: a gateway, and in the warehouse's own route tables one route for
 * each range. Not other subnets: a cluster stays in the subnets that it was created in, whatever its subnet group says later.
 * And not `0.0.0.0/0`: there is no way to anywhere else, and the Glue job, in one of these subnets, has no public address.
 */
export class PublicAccess extends Construct {
  constructor(scope: Construct, id: string, { vpcId, subnets, ranges }: PublicAccessProps) {
    super(scope, id);
    const gateway = new ec2.CfnInternetGateway(this, 'Gateway');
    const attachment = new ec2.CfnVPCGatewayAttachment(this, 'Attachment', { vpcId, internetGatewayId: gateway.ref });
    for (const [index, subnet] of subnets.entries()) {
      for (const range of ranges) {
        const route = new ec2.CfnRoute(this, `Subnet${index + 1}To${range}`.replaceAll(/[./]/g, '-'), {
          routeTableId: subnet.routeTable.routeTableId,
          destinationCidrBlock: range,
          gatewayId: gateway.ref,
        });
        route.addResourceDependency(attachment);
      }
    }
  }
}
