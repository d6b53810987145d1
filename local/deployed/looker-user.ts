import { createHash } from 'node:crypto';
import {
  CreateSecretCommand,
  DescribeSecretCommand,
  GetRandomPasswordCommand,
  GetSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { parseJson } from '../../lambdas/shared/domain/json';
import { QueryError } from '../cli/answer';
import { lookerStatements, READER } from '../serve/reader';
import type { DataApi } from './data-api';
import { clientAt } from './place';
import type { DeployedStack } from './stack';

const credentialsSchema = z.object({ username: z.literal(READER), password: z.string().min(8) });

type Credentials = z.infer<typeof credentialsSchema>;

/** Redshift takes 8 to 64 characters of ASCII 33 to 126 without these, with a capital, a small letter and a digit. */
const PASSWORD = { PasswordLength: 32, ExcludePunctuation: true, RequireEachIncludedType: true } as const;

/** Of `create user` when there is one, by the manual and by Postgres. */
const ALREADY = /already exists/;

/** The secret of the user's name and password, which Looker's connection is given. */
export const secretNameOf = ({ place }: DeployedStack): string => `${place.name}/${READER}`;

/**
 * The user's name and password out of the secret, which is made with a new password where there is none.
 * @throws QueryError when a secret of that name holds something else
 */
const credentialsOf = async (stack: DeployedStack): Promise<{ credentials: Credentials; isNew: boolean }> => {
  const client = new SecretsManagerClient(clientAt(stack.place));
  const SecretId = secretNameOf(stack);
  const isThere = await client.send(new DescribeSecretCommand({ SecretId })).then(
    () => true,
    (error: Error) => {
      if (error.name === 'ResourceNotFoundException') return false;
      throw error;
    },
  );
  if (!isThere) {
    const { RandomPassword: password = '' } = await client.send(new GetRandomPasswordCommand(PASSWORD));
    const credentials: Credentials = { username: READER, password };
    await client.send(
      new CreateSecretCommand({
        Name: SecretId,
        Description: `User of the Looker connection, made by openaq looker-user`,
        SecretString: JSON.stringify(credentials),
      }),
    );
    return { credentials, isNew: true };
  }
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId }));
  const { data } = credentialsSchema.safeParse(parseJson(SecretString));
  if (data !== undefined) return { credentials: data, isNew: false };
  throw new QueryError(
    `the secret ${SecretId} does not hold {"username":"${READER}","password":"..."} with at least 8 characters: put that in, or delete it to have it made`,
  );
};

/** As Redshift takes it instead of the password, which thus stands in no statement and no log of one. */
const hashOf = ({ username, password }: Credentials): string =>
  `md5${createHash('md5')
    .update(password + username)
    .digest('hex')}`;

/**
 * Makes the user who reads for Looker, with the rights of `sql/looker` and the password of its secret. What is there
 * already stays; a password that was changed in the secret is the user's afterwards.
 *
 * @returns whether the secret and the user are new
 * @throws QueryError when the warehouse refuses, for instance because no run has made its schema yet
 */
export const makeLookerUser = async (
  stack: DeployedStack,
  api: Pick<DataApi, 'transaction'>,
  schema: string,
): Promise<{ secretIsNew: boolean; userIsNew: boolean }> => {
  const { credentials, isNew: secretIsNew } = await credentialsOf(stack);
  const [createUser = '', ...grants] = lookerStatements([schema]);
  const userIsNew = await api.transaction([createUser]).then(
    () => true,
    (error: Error) => {
      if (error instanceof QueryError && ALREADY.test(error.message)) return false;
      throw error;
    },
  );
  await api.transaction([...grants, `alter user ${READER} password '${hashOf(credentials)}'`]);
  return { secretIsNew, userIsNew };
};
