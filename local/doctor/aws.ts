import type { CloudFormationClientConfig, Stack } from '@aws-sdk/client-cloudformation';
import { matterOf } from '../deployed/aws-errors';

/** What a client of the SDK is made with beside the region, such as another way to send. */
export type ClientOptions = Pick<CloudFormationClientConfig, 'credentials' | 'requestHandler' | 'maxAttempts'>;

/** What the doctor asks an account. Every answer is AWS's own; every method rejects with the SDK's error. */
export interface Account {
  /** Undefined when there is no stack of that name. */
  stack(name: string): Promise<Stack | undefined>;
  /** The template as it was sent, JSON or YAML. */
  templateOf(stack: string): Promise<string>;
  /** Executions at once that no function has reserved; undefined when the account does not say. */
  unreservedConcurrency(): Promise<number | undefined>;
  /** Whether a secret has a current value. */
  isFilled(secretId: string): Promise<boolean>;
}

/** The SDK's words about old releases of Node stay off: the doctor has a line of its own for them. */
const quieten = (): void => {
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
};

/**
 * The account of the credentials that the SDK finds. Its clients are loaded here: whoever has no credentials waits for
 * none.
 */
export const openAccount = (region: string, options: ClientOptions = {}): Account => {
  quieten();
  const { describeStack, templateBodyOf } =
    require('../deployed/describe-stack') as typeof import('../deployed/describe-stack');
  const { CloudFormationClient } =
    require('@aws-sdk/client-cloudformation') as typeof import('@aws-sdk/client-cloudformation');
  const { GetAccountSettingsCommand, LambdaClient } =
    require('@aws-sdk/client-lambda') as typeof import('@aws-sdk/client-lambda');
  const { DescribeSecretCommand, SecretsManagerClient } =
    require('@aws-sdk/client-secrets-manager') as typeof import('@aws-sdk/client-secrets-manager');
  const given = { maxAttempts: 2, ...options, region };
  const cloudFormation = new CloudFormationClient(given);
  const lambda = new LambdaClient(given);
  const secrets = new SecretsManagerClient(given);
  return {
    stack: (name) => describeStack(cloudFormation, name),
    templateOf: (stack) => templateBodyOf(cloudFormation, stack),
    unreservedConcurrency: async () =>
      (await lambda.send(new GetAccountSettingsCommand({}))).AccountLimit?.UnreservedConcurrentExecutions,
    isFilled: async (secretId) => {
      const { VersionIdsToStages = {} } = await secrets.send(new DescribeSecretCommand({ SecretId: secretId }));
      return Object.values(VersionIdsToStages).some((stages) => stages.includes('AWSCURRENT'));
    },
  };
};

/**
 * Finds credentials as the SDK does: environment, profile, single sign-on, the role of a machine.
 * @throws CredentialsProviderError when there are none, or they cannot be used
 */
export const findCredentials = async (options: ClientOptions = {}): Promise<void> => {
  quieten();
  const { CloudFormationClient } =
    require('@aws-sdk/client-cloudformation') as typeof import('@aws-sdk/client-cloudformation');
  // No request is sent, so any region will do.
  await new CloudFormationClient({ ...options, region: 'us-east-1' }).config.credentials();
};

/** Whether the SDK has looked everywhere and found nothing, as opposed to something that does not work. */
export const hasNoCredentials = ({ name, message }: Error): boolean =>
  name === 'CredentialsProviderError' && message.startsWith('Could not load credentials from any providers');

/** Whether no further question would be answered either. */
export const isHopeless = (error: Error): boolean => matterOf(error) !== 'access denied';

/** Why an account was not asked, in a sentence, and what mends it. */
export const explainAwsError = (error: Error): readonly [detail: string, mend: string] => {
  const { name, message } = error;
  switch (matterOf(error)) {
    case 'no credentials':
      return [`none are usable (${message})`, 'aws configure, or aws sso login, or export AWS_PROFILE=<name>'];
    case 'expired credentials':
      return ['they have expired', 'aws sso login, or whatever you got them by'];
    case 'refused credentials':
      return [`AWS refuses them (${name})`, 'aws configure, with a key that is active'];
    case 'access denied':
      return [message, 'let the role read, such as by the policy ReadOnlyAccess'];
    default:
      return [`AWS was not reached (${name}: ${message})`, 'look at the network and at the region of cdk.json'];
  }
};
