import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { errorName, TerminalError, TransientError } from '../domain/errors';

/** The name of a secret in its ARN, which ends in six characters that Secrets Manager chose. */
const nameOf = (secretArn: string): string => /:secret:(.+)-\w{6}$/.exec(secretArn)?.[1] ?? secretArn;

/**
 * Reads the OpenAQ API key, a plain text secret. It is read at every invocation, so that a new key works at once.
 *
 * @throws SecretUnavailableError when Secrets Manager does not answer (transient)
 * @throws InvalidApiKeyError when the secret has no value yet (terminal)
 */
export const readApiKey = async (client: SecretsManagerClient, secretArn: string): Promise<string> => {
  let key: string | undefined;
  try {
    key = (await client.send(new GetSecretValueCommand({ SecretId: secretArn }))).SecretString?.trim();
  } catch (cause) {
    const name = errorName(cause);
    if (name !== 'ResourceNotFoundException') {
      throw new TransientError('SecretUnavailableError', `Secrets Manager did not give ${nameOf(secretArn)}: ${name}`, {
        cause,
      });
    }
  }
  if (key) return key;
  throw new TerminalError(
    'InvalidApiKeyError',
    `The secret ${nameOf(secretArn)} holds no API key: put yours in with npx openaq key`,
  );
};
