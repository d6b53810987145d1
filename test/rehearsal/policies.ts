import { CloudFormationClient, DescribeStackResourceCommand } from '@aws-sdk/client-cloudformation';
import { DeleteRolePolicyCommand, GetRolePolicyCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import type { RoleStatement } from '../support/role-statements';
import type { Stage } from './stage';

interface Document {
  readonly Version: string;
  readonly Statement: readonly object[];
}

/** Takes a statement away from its deployed role, does something, and gives it back. */
export const without = async <T>(
  { client }: Stage,
  { role, policyName, index }: Pick<RoleStatement, 'role' | 'policyName' | 'index'>,
  act: () => Promise<T>,
): Promise<T> => {
  const iam = new IAMClient(client);
  const { StackResourceDetail } = await new CloudFormationClient(client).send(
    new DescribeStackResourceCommand({ StackName: 'openaq-pipeline', LogicalResourceId: role }),
  );
  const policy = { RoleName: StackResourceDetail?.PhysicalResourceId, PolicyName: policyName };
  const { PolicyDocument = '' } = await iam.send(new GetRolePolicyCommand(policy));
  const document = JSON.parse(decodeURIComponent(PolicyDocument)) as Document;
  const put = (Statement: readonly object[]) =>
    Statement.length === 0
      ? iam.send(new DeleteRolePolicyCommand(policy))
      : iam.send(new PutRolePolicyCommand({ ...policy, PolicyDocument: JSON.stringify({ ...document, Statement }) }));
  await put(document.Statement.toSpliced(index, 1));
  try {
    return await act();
  } finally {
    await put(document.Statement);
  }
};
