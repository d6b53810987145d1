import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { HOLD_DATA } from '../support/hold-data';
import { RELEASED_VERSIONS, releasedTemplate } from '../support/releases';
import { ACCOUNT, REGION } from './emulator';
import { type Stage, useStage } from './stage';

const STACK = 'openaq-pipeline';

interface Template {
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly DeletionPolicy?: string }>>;
}

const synthesized = ({ project }: Stage): Template =>
  JSON.parse(readFileSync(join(project, 'cdk.out', 'OpenAqPipeline.template.json'), 'utf8')) as Template;

const resourcesOf = async ({ client }: Stage): Promise<Record<string, string>> => {
  const { StackResources = [] } = await new CloudFormationClient(client).send(
    new DescribeStackResourcesCommand({ StackName: STACK }),
  );
  return Object.fromEntries(
    StackResources.map(({ LogicalResourceId = '', PhysicalResourceId = '' }) => [
      LogicalResourceId,
      PhysicalResourceId,
    ]),
  );
};

const statusOf = async ({ client }: Stage): Promise<string | undefined> => {
  const { Stacks: [stack] = [] } = await new CloudFormationClient(client).send(
    new DescribeStacksCommand({ StackName: STACK }),
  );
  return stack?.StackStatus;
};

/** Puts an object and the API key where a first user has put them. */
const leaveData = async (stage: Stage): Promise<{ bucket: string; secret: string }> => {
  const { BucketName = '', OpenAqApiKeySecretArn = '' } = await stage.outputs();
  await new S3Client(stage.client).send(
    new PutObjectCommand({ Bucket: BucketName, Key: 'airquality/kept', Body: 'kept' }),
  );
  await new SecretsManagerClient(stage.client).send(
    new PutSecretValueCommand({ SecretId: OpenAqApiKeySecretArn, SecretString: 'kept' }),
  );
  return { bucket: BucketName, secret: OpenAqApiKeySecretArn };
};

const readData = async ({ client }: Stage, { bucket, secret }: { bucket: string; secret: string }) => {
  const object = await new S3Client(client).send(new GetObjectCommand({ Bucket: bucket, Key: 'airquality/kept' }));
  const { SecretString } = await new SecretsManagerClient(client).send(new GetSecretValueCommand({ SecretId: secret }));
  return [await object.Body?.transformToString(), SecretString];
};

/** Deploys a released template. Where it expects the code of a function an object is put: an upgrade does not need the code. */
const deployReleased = async ({ client }: Stage, template: string): Promise<void> => {
  const s3 = new S3Client(client);
  const Bucket = `cdk-hnb659fds-assets-${ACCOUNT}-${REGION}`;
  const keys = new Set([...template.matchAll(/"S3Key":"([^"]+)"/g)].map(([, key]) => key));
  for (const Key of keys) await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'code' }));
  await s3.send(new PutObjectCommand({ Bucket, Key: 'template.json', Body: template }));
  const TemplateURL = `${client.endpoint}/${Bucket}/template.json`;
  await new CloudFormationClient(client).send(
    new CreateStackCommand({ StackName: STACK, TemplateURL, Capabilities: ['CAPABILITY_IAM'] }),
  );
};

describe('cdk deploy into an empty account', () => {
  const stage = useStage('deploy', { isDeployed: false });

  it('creates every resource of the synthesized template, which is deployed as it is', async () => {
    await stage().cdk('deploy', '--require-approval', 'never');
    const { Resources } = synthesized(stage());
    expect(await statusOf(stage())).toBe('CREATE_COMPLETE');
    expect(Object.keys(await resourcesOf(stage())).sort()).toEqual(Object.keys(Resources).sort());
  });

  it('finds nothing to change at the second time', async () => {
    const before = await resourcesOf(stage());
    expect(await stage().cdk('diff')).toContain('Number of stacks with differences: 0');
    expect(await stage().cdk('deploy', '--require-approval', 'never')).toContain('(no changes)');
    expect(await resourcesOf(stage())).toEqual(before);
  });

  it('destroy leaves what holds data', async () => {
    const kept = await leaveData(stage());
    await stage().cdk('destroy', '--force', '--app', 'cdk.out');
    await expect(statusOf(stage())).rejects.toThrow('does not exist');
    expect(await readData(stage(), kept)).toEqual(['kept', 'kept']);
  });
});

describe.each(RELEASED_VERSIONS)('cdk deploy over version %s', (version) => {
  const stage = useStage(`upgrade-${version}`, { isDeployed: false });

  it('replaces nothing that holds data', async () => {
    const template = releasedTemplate(version);
    await deployReleased(stage(), template);
    expect(await statusOf(stage())).toBe('CREATE_COMPLETE');
    const before = await resourcesOf(stage());
    const kept = await leaveData(stage());

    await stage().cdk('deploy', '--require-approval', 'never');

    expect(await statusOf(stage())).toBe('UPDATE_COMPLETE');
    const holdData = Object.entries((JSON.parse(template) as Template).Resources)
      .filter(([, { Type }]) => HOLD_DATA.includes(Type))
      .map(([id]) => id);
    const after = await resourcesOf(stage());
    expect(holdData.map((id) => [id, after[id]])).toEqual(holdData.map((id) => [id, before[id]]));
    expect(await readData(stage(), kept)).toEqual(['kept', 'kept']);
  });
});
