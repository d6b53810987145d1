import { join } from 'node:path';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { EMULATED_ACCOUNT, type MotoServer } from './moto-server';
import { templateOf } from './pipeline-template';
import { runPython } from './python';

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

type Resources = Readonly<Record<string, Resource>>;

export interface EmulatedStack {
  readonly status: string;
  /** Logical ids of the resources that were created. */
  readonly created: readonly string[];
  /** Logical ids of the resources in the template that moto has a model of. */
  readonly modelled: readonly string[];
  /** The types that were left out of the template, since moto has no model of them. */
  readonly unmodelledTypes: readonly string[];
  readonly outputs: Readonly<Record<string, string>>;
}

/** The attributes that moto's resources lack, although it creates the resource. */
const UNMODELLED_ATTRIBUTES = ['MasterPasswordSecretArn'];

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A copy in which references to what is missing are names in the form of an ARN, and dependencies on it are gone. */
const withoutReferences = (value: unknown, missing: ReadonlySet<string>): unknown => {
  if (Array.isArray(value)) return value.map((item) => withoutReferences(item, missing));
  if (!isRecord(value)) return value;
  const { Ref, 'Fn::GetAtt': attribute } = value;
  const [id, name] = typeof Ref === 'string' ? [Ref, ''] : ((attribute as [string, string] | undefined) ?? ['', '']);
  if (missing.has(id) || UNMODELLED_ATTRIBUTES.includes(name)) {
    return `arn:aws:emulated:::${[id, name].filter(Boolean).join('.')}`;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) =>
      key === 'DependsOn'
        ? [key, [item].flat().filter((dependency) => !missing.has(String(dependency)))]
        : [key, withoutReferences(item, missing)],
    ),
  );
};

/** Puts an object where each Lambda function expects its code, as `cdk deploy` does before it creates the stack. */
const publishCode = async (moto: MotoServer, region: string, resources: Resources): Promise<void> => {
  const s3 = new S3Client(moto.clientOptions(region));
  const Bucket = `cdk-hnb659fds-assets-${EMULATED_ACCOUNT}-${region}`;
  const LocationConstraint = region as 'ap-southeast-1';
  await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint } }));
  for (const { Type, Properties = {} } of Object.values(resources)) {
    if (Type !== 'AWS::Lambda::Function') continue;
    const { S3Key: Key } = Properties['Code'] as { S3Key: string };
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'code' }));
  }
};

const unmodelledTypesOf = async (resources: Resources): Promise<string[]> => {
  const types = [...new Set(Object.values(resources).map(({ Type }) => Type))].sort();
  return (await runPython(join(__dirname, '..', 'proofs', 'moto_models.py'), types)) as string[];
};

/** Creates the stack of a configuration from its synthesized template, less what moto has no model of. */
export const deployEmulated = async (moto: MotoServer, openaq: { region?: string } = {}): Promise<EmulatedStack> => {
  // The version of the CDK bootstrap, a parameter, and the rule that checks it belong to an account that has one.
  const { Parameters, Rules, Resources, ...template } = templateOf(openaq).toJSON() as {
    Parameters?: object;
    Rules?: object;
    Resources: Resources;
  };
  const unmodelledTypes = await unmodelledTypesOf(Resources);
  const isModelled = ([, { Type }]: [string, Resource]) => !unmodelledTypes.includes(Type);
  const modelled = Object.fromEntries(Object.entries(Resources).filter(isModelled));
  const missing = new Set(Object.keys(Resources).filter((id) => !(id in modelled)));
  const body = withoutReferences({ ...template, Resources: modelled }, missing);

  const { region = 'ap-southeast-1' } = openaq;
  await publishCode(moto, region, modelled);
  return {
    ...(await createStack(new CloudFormationClient(moto.clientOptions(region)), JSON.stringify(body))),
    modelled: Object.keys(modelled).sort(),
    unmodelledTypes,
  };
};

const createStack = async (
  client: CloudFormationClient,
  TemplateBody: string,
): Promise<Pick<EmulatedStack, 'status' | 'created' | 'outputs'>> => {
  const stack = { StackName: 'openaq-pipeline' };
  await client.send(new CreateStackCommand({ ...stack, TemplateBody, Capabilities: ['CAPABILITY_IAM'] }));
  const { Stacks: [description] = [] } = await client.send(new DescribeStacksCommand(stack));
  const { StackResources = [] } = await client.send(new DescribeStackResourcesCommand(stack));
  const outputs = description?.Outputs ?? [];
  return {
    status: description?.StackStatus ?? 'there is no stack',
    created: StackResources.map(({ LogicalResourceId = '' }) => LogicalResourceId).sort(),
    outputs: Object.fromEntries(outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue])),
  };
};
