import type { Template } from 'aws-cdk-lib/assertions';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: Json;
  readonly Condition?: Record<string, Record<string, Json>>;
}

interface Policy {
  readonly PolicyName: string;
  readonly PolicyDocument: { Statement: Statement[] };
}

/** A policy that stands beside its role. */
interface AttachedPolicy extends Policy {
  readonly Roles: { Ref: string }[];
}

interface RoleProperties {
  readonly AssumeRolePolicyDocument: { Statement: { Principal: { Service?: string }; Condition?: object }[] };
  readonly Policies?: Policy[];
  readonly ManagedPolicyArns?: Json[];
}

/** A role of the stack: who may assume it, and what it may do, one line for each statement. */
interface RoleSummary {
  readonly logicalId: string;
  readonly service: string;
  readonly statements: readonly string[];
  readonly actions: readonly string[];
  readonly managedPolicies: readonly Json[];
}

const PSEUDO: Readonly<Record<string, string>> = { 'AWS::AccountId': '<account>', 'AWS::Partition': 'aws' };

/** A logical id without the hash that CDK appends. */
const plainId = (logicalId: string): string => logicalId.replace(/[0-9A-F]{8}$/, '');

/** A value of a template as a person reads it: logical ids without hashes, references as names. */
export const readable = (value: Json): string => {
  if (Array.isArray(value)) return value.map(readable).join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  const [[key, argument] = ['', '']] = Object.entries(value);
  if (key === 'Ref') return PSEUDO[argument as string] ?? plainId(argument as string);
  if (key === 'Fn::GetAtt') {
    const [logicalId, attribute] = argument as [string, string];
    return attribute === 'Arn' ? plainId(logicalId) : `${plainId(logicalId)}.${attribute}`;
  }
  if (key === 'Fn::Join') return (argument as [string, Json[]])[1].map(readable).join('');
  if (key === 'Fn::Sub') {
    return (argument as string).replaceAll(/\$\{(AWS::[A-Za-z]+)\}/g, (_, name: string) => PSEUDO[name] ?? name);
  }
  return Object.entries(value)
    .map(([name, inner]) => `${name} ${readable(inner)}`)
    .join('; ');
};

/** The hash of a published file changes with its content; what matters is its name. */
const withoutHashes = (text: string): string => text.replaceAll(/[0-9a-f]{64}/g, '<hash>');

const condition = (operators: Record<string, Record<string, Json>>): string =>
  Object.entries(operators)
    .flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, value]) => `${operator} ${key} = ${readable(value)}`),
    )
    .join(' and ');

const list = (value: Json): Json[] => (Array.isArray(value) ? value : [value]);

const describe = ({ Effect, Action, Resource, Condition }: Statement): string => {
  if (Effect !== 'Allow') throw new Error(`${Effect} is not expected`);
  const resources = list(Resource)
    .map((resource) => withoutHashes(readable(resource)))
    .sort()
    .join(', ');
  const when = Condition === undefined ? '' : ` if ${condition(Condition)}`;
  return `${list(Action).join(', ')} on ${resources}${when}`;
};

/** The policies of a role, those in it and those beside it. */
const policiesOf = (template: Template, logicalId: string, { Policies = [] }: RoleProperties): Policy[] => {
  const beside = Object.values(template.findResources('AWS::IAM::Policy')).map(
    ({ Properties }) => Properties as AttachedPolicy,
  );
  return [...Policies, ...beside.filter(({ Roles }) => Roles.some(({ Ref }) => Ref === logicalId))];
};

/** A statement of a role, and where it stands. */
export interface RoleStatement {
  /** The role's logical id, with its hash. */
  readonly role: string;
  readonly policyName: string;
  /** Its place in the policy, from 0. */
  readonly index: number;
  /** `Role: actions on resources`, as a person reads it. */
  readonly text: string;
}

/** Every statement of every role of a template. */
export const statementsOf = (template: Template): RoleStatement[] =>
  Object.entries(template.findResources('AWS::IAM::Role')).flatMap(([role, { Properties }]) =>
    policiesOf(template, role, Properties as RoleProperties).flatMap(({ PolicyName, PolicyDocument }) =>
      PolicyDocument.Statement.map((statement, index) => ({
        role,
        policyName: PolicyName,
        index,
        text: `${plainId(role)}: ${describe(statement)}`,
      })),
    ),
  );

/** Every role of a template. */
export const rolesOf = (template: Template): RoleSummary[] =>
  Object.entries(template.findResources('AWS::IAM::Role'))
    .map(([logicalId, resource]) => {
      const properties = resource['Properties'] as RoleProperties;
      const { AssumeRolePolicyDocument, ManagedPolicyArns = [] } = properties;
      const statements = policiesOf(template, logicalId, properties).flatMap(
        ({ PolicyDocument }) => PolicyDocument.Statement,
      );
      return {
        logicalId: plainId(logicalId),
        service: AssumeRolePolicyDocument.Statement.map(({ Principal }) => readable(Principal.Service ?? '')).join(),
        statements: statements.map(describe),
        actions: statements.flatMap(({ Action }) => list(Action) as string[]),
        managedPolicies: ManagedPolicyArns,
      };
    })
    .sort((left, right) => (left.logicalId < right.logicalId ? -1 : 1));
