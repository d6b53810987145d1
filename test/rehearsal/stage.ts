import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { createRecordedApi } from '../../local/openaq-replay/recorded-api';
import { type ReplayServer, startReplayServer } from '../../local/openaq-replay/server';
import { copyProject } from '../support/project-copy';
import { pythonTool } from '../support/python';
import { ACCOUNT, type Emulator, logFile, REGION, startEmulator } from './emulator';
import { startWarehouseServer, type WarehouseServer } from './warehouse-server';

/** The emulated account, with what it stands on, and the project as a person has it who deploys it there. */
export interface Stage {
  readonly replay: ReplayServer;
  readonly warehouse: WarehouseServer;
  /** A fresh clone of the project, from which it is deployed. */
  readonly project: string;
  readonly environment: Readonly<Record<string, string>>;
  /** For a client of the AWS SDK, as the account's root user. */
  readonly client: {
    endpoint: string;
    region: string;
    credentials: { accessKeyId: string; secretAccessKey: string };
    maxAttempts: number;
    forcePathStyle: boolean;
  };
  /** Runs the CDK's command in the clone. @returns what it printed, on both streams */
  cdk(...words: string[]): Promise<string>;
  /** Runs a command line in the clone, in which `aws` is AWS's own command. @returns what it printed on stdout */
  shell(line: string): Promise<string>;
  /** The outputs of the deployed stack. */
  outputs(): Promise<Readonly<Record<string, string>>>;
}

/** The one key that the replayed API takes. */
export const API_KEY = 'the-key-of-the-rehearsal';

/** AWS's command line (version 1) asks SQS in AWS, whatever the environment says, unless the endpoint is an option. */
const AWS = 'aws() { command aws --endpoint-url "$AWS_ENDPOINT_URL" "$@"; }';

/** The project's own version of the CDK's command. */
const CDK = join(__dirname, '..', '..', 'node_modules', '.bin', 'cdk');

const LONG_OUTPUT = 64 * 1024 * 1024;

const openStage = async (name: string, project: string): Promise<{ stage: Stage; close: () => Promise<void> }> => {
  const replay = await startReplayServer(
    createRecordedApi({ apiKey: API_KEY, requestsPerMinute: Number.MAX_SAFE_INTEGER }),
  );
  const warehouse = await startWarehouseServer();
  const emulator: Emulator = await startEmulator({ openaq: replay.url, warehouse: warehouse.url }, logFile(name));
  const { environment } = emulator;
  const options = {
    cwd: project,
    maxBuffer: LONG_OUTPUT,
    env: {
      ...process.env,
      ...environment,
      PATH: `${pythonTool('')}:${process.env['PATH']}`,
      CDK_DISABLE_VERSION_CHECK: '1',
      AWS_PAGER: '',
      NO_COLOR: '1',
    },
  };
  const client = {
    endpoint: emulator.endpoint,
    region: REGION,
    credentials: { accessKeyId: ACCOUNT, secretAccessKey: 'any' },
    maxAttempts: 1,
    forcePathStyle: true,
  };
  const stage: Stage = {
    replay,
    warehouse,
    project,
    environment,
    client,
    cdk: async (...words) => {
      const { stdout, stderr } = await promisify(execFile)(CDK, words, options);
      return stdout + stderr;
    },
    shell: async (line) =>
      (await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', `${AWS}\n${line}`], options)).stdout,
    outputs: async () => {
      const { Stacks: [stack] = [] } = await new CloudFormationClient(client).send(
        new DescribeStacksCommand({ StackName: 'openaq-pipeline' }),
      );
      return Object.fromEntries(
        (stack?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
      );
    },
  };
  return {
    stage,
    close: async () => {
      await emulator.stop();
      await warehouse.close();
      await replay.close();
    },
  };
};

/** Puts a key into the stack's secret, as the README says. */
export const putKey = async ({ outputs, shell }: Stage, key: string): Promise<void> => {
  const { OpenAqApiKeySecretArn } = await outputs();
  await shell(`aws secretsmanager put-secret-value --secret-id ${OpenAqApiKeySecretArn} --secret-string ${key}`);
};

const SETUP_TIMEOUT_MS = 180_000;

/** Where `test/support/rehearse.js` has synthesized the stack, once for all test files. */
const ASSEMBLY = join(__dirname, '..', '..', 'node_modules', '.cache', 'openaq-rehearsal');

/**
 * An emulated account for a test file, bootstrapped.
 *
 * @param isDeployed whether the stack is deployed there as well
 */
export const useStage = (name: string, { isDeployed = true } = {}): (() => Stage) => {
  const project = copyProject();
  let opened: Awaited<ReturnType<typeof openStage>> | undefined;
  beforeAll(async () => {
    opened = await openStage(name, project);
    // In a folder without an app: `cdk bootstrap` would synthesize it, without its bundles.
    await opened.stage.shell(`cd "$(mktemp -d)" && ${CDK} bootstrap aws://${ACCOUNT}/${REGION}`);
    if (isDeployed) await opened.stage.cdk('deploy', '--app', ASSEMBLY, '--require-approval', 'never');
  }, SETUP_TIMEOUT_MS);
  afterAll(() => opened?.close());
  return () => {
    if (opened === undefined) throw new Error('the stage is not set: its beforeAll failed');
    return opened.stage;
  };
};
