import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetBucketEncryptionCommand, S3Client } from '@aws-sdk/client-s3';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { deployEmulated, type EmulatedStack } from '../support/emulated-stack';
import { type MotoServer, startMotoServer } from '../support/moto-server';
import { describeWithPython } from '../support/python';
import { allStates, definitionOf, type StateMachineDefinition } from '../support/state-machine';

/** The types that moto cannot create, as docs/proofs.md lists them. */
const DOCUMENTED_TYPES =
  readFileSync(join(__dirname, '..', '..', 'docs', 'proofs.md'), 'utf8').match(/^AWS::\w+::\w+$/gm) ?? [];

describeWithPython('the stack, created by the CloudFormation of moto', () => {
  let moto: MotoServer;
  let stack: EmulatedStack;
  beforeAll(async () => {
    moto = await startMotoServer();
    stack = await deployEmulated(moto);
  }, 120_000);
  afterAll(() => moto?.stop());
  const deployedMachine = () =>
    new SFNClient(moto.clientOptions()).send(
      new DescribeStateMachineCommand({ stateMachineArn: stack.outputs['StateMachineArn'] }),
    );

  it('is complete, but for the types that docs/proofs.md lists', () => {
    expect(stack.status).toBe('CREATE_COMPLETE');
    expect(stack.created).toEqual(stack.modelled);
    expect(DOCUMENTED_TYPES).toEqual(expect.arrayContaining([...stack.unmodelledTypes]));
  });

  it('is complete with Redshift Serverless too, and the list has no type that moto can create', async () => {
    const openaq = { region: 'eu-central-1', warehouse: { kind: 'serverless' } };

    const serverless = await deployEmulated(moto, openaq);

    expect(serverless.status).toBe('CREATE_COMPLETE');
    expect(serverless.created).toEqual(serverless.modelled);
    const unmodelled = new Set([...stack.unmodelledTypes, ...serverless.unmodelledTypes]);
    expect(DOCUMENTED_TYPES).toEqual([...unmodelled].sort());
  });

  it('names the bucket after account and region, and encrypts it', async () => {
    const Bucket = 'openaq-data-pipeline-123456789012-ap-southeast-1';
    expect(stack.outputs).toMatchObject({ BucketName: Bucket });

    const { ServerSideEncryptionConfiguration } = await new S3Client(moto.clientOptions()).send(
      new GetBucketEncryptionCommand({ Bucket }),
    );

    expect(ServerSideEncryptionConfiguration?.Rules).toMatchObject([
      { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } },
    ]);
  });

  it('has a state machine with the synthesized states, every reference resolved', async () => {
    const { definition = '', roleArn } = await deployedMachine();

    const states = allStates(JSON.parse(definition) as StateMachineDefinition);
    expect(states.map(([name]) => name)).toEqual(allStates(definitionOf()).map(([name]) => name));
    expect(definition).not.toMatch(/Fn::|\$\{Token|"Ref"/);
    expect(roleArn).toMatch(/^arn:aws:iam::123456789012:role\//);
    for (const [, { Resource, Parameters }] of states) {
      if (Resource?.endsWith('lambda:invoke')) {
        expect(Parameters?.['FunctionName']).toMatch(/^arn:aws:lambda:ap-southeast-1:123456789012:function:/);
      }
    }
  });

  it('has a definition that CreateStateMachine takes and StartExecution starts', async () => {
    const client = new SFNClient(moto.clientOptions());
    const { definition, roleArn } = await deployedMachine();

    const { stateMachineArn } = await client.send(new CreateStateMachineCommand({ name: 'copy', definition, roleArn }));
    const input = '{"from":"2018-12-05","to":"2018-12-05"}';
    const { executionArn } = await client.send(new StartExecutionCommand({ stateMachineArn, name: 'run-1', input }));

    expect(await client.send(new DescribeStateMachineCommand({ stateMachineArn }))).toMatchObject({ definition });
    expect(await client.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({ name: 'run-1', input });
  });
});
