import * as iam from 'aws-cdk-lib/aws-iam';

/** Allows actions on resources, under conditions where some are given. */
export const allow = (actions: string[], resources: string[], conditions?: iam.Conditions): iam.PolicyStatement =>
  new iam.PolicyStatement({ actions, resources, ...(conditions && { conditions }) });

/** The inline policies of a role, each by its name. */
export const policies = (statements: Readonly<Record<string, iam.PolicyStatement[]>>) =>
  Object.fromEntries(
    Object.entries(statements).map(([name, allowed]) => [name, new iam.PolicyDocument({ statements: allowed })]),
  );
