import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { extractEnvironmentSchema, parseEnvironment } from '../../lambdas/shared/adapters/environment';
import { createRequester } from '../../lambdas/shared/adapters/openaq/requester';
import { environmentOf, functionsOf } from '../aws/lambda/functions';
import { clientAt } from './place';
import type { DeployedStack } from './stack';

/** A question of one row in a small box, which only a valid key is answered. */
const CHEAP_QUESTION = '/v3/locations?bbox=105.8,21,105.9,21.1&limit=1';

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
  await requester.get(CHEAP_QUESTION);
  return url;
};

/** Puts the key into the stack's secret; the next run uses it. */
export const putKey = async (stack: DeployedStack, apiKey: string): Promise<void> => {
  await new SecretsManagerClient(clientAt(stack.place)).send(
    new PutSecretValueCommand({ SecretId: stack.output('OpenAqApiKeySecretArn'), SecretString: apiKey }),
  );
};
