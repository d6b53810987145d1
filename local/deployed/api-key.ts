import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { extractEnvironmentSchema, parseEnvironment } from '../../lambdas/shared/adapters/environment';
import { createRequester } from '../../lambdas/shared/adapters/openaq/requester';
import { environmentOf, functionsOf } from '../aws/lambda/functions';
import { QUESTION_FOR_KEY } from '../cli/api';
import { clientAt } from './place';
import type { DeployedStack } from './stack';

/** Where the deployed functions ask OpenAQ. */
const apiUrlOf = async (stack: DeployedStack): Promise<string> =>
  parseEnvironment(extractEnvironmentSchema, environmentOf(functionsOf(await stack.template()), 'extract'))
    .OPENAQ_API_URL;

/**
 * Asks OpenAQ one question with a key. @returns the address that answered
 *
 * @param apiUrl @default - where the deployed functions ask it
 * @throws InvalidApiKeyError when the key is empty or refused; the message does not show it
 * @throws OpenAqUnavailableError when OpenAQ does not answer
 */
export const tryKey = async (stack: DeployedStack, apiKey: string, apiUrl?: string): Promise<string> => {
  const url = apiUrl ?? (await apiUrlOf(stack));
  const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  const requester = createRequester({ apiUrl: url, apiKey, now: Date.now, sleep, random: Math.random });
  await requester.get(QUESTION_FOR_KEY);
  return url;
};

/** Puts the key into the stack's secret; the next run uses it. */
export const putKey = async (stack: DeployedStack, apiKey: string): Promise<void> => {
  await new SecretsManagerClient(clientAt(stack.place)).send(
    new PutSecretValueCommand({ SecretId: stack.output('OpenAqApiKeySecretArn'), SecretString: apiKey }),
  );
};
