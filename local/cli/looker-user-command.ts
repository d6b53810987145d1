import { configurationOf } from '../deployed/configured-stack';
import { DataApi } from '../deployed/data-api';
import { Executions } from '../deployed/executions';
import { makeLookerUser, secretNameOf } from '../deployed/looker-user';
import type { StackOptions } from '../deployed/place';
import { READER } from '../serve/reader';
import { createConsole } from './console';
import { onStack } from './on-stack';

/**
 * `openaq looker-user`: makes the user who reads for Looker in the deployed warehouse, or gives it its rights and the
 * password of its secret again. Returns the exit code.
 *
 * @throws QueryError with what the warehouse says
 */
export const lookerUserCommand = (options: StackOptions): Promise<number> =>
  onStack(options, async (stack) => {
    const console = createConsole(process.stdout);
    const { configured } = await configurationOf(stack);
    const api = await DataApi.open(stack, new Executions(stack));
    const { secretIsNew, userIsNew } = await makeLookerUser(stack, api, configured.schema);
    const secret = secretNameOf(stack);
    console.tagged('OK', `The secret ${secret} ${secretIsNew ? 'was made, with a new password' : 'was there already'}`);
    console.tagged(
      'SUCCESS',
      `The user ${READER} ${userIsNew ? 'was made' : 'was there already'}; it reads the schema ${configured.schema}, with the password of that secret`,
    );
    console.tagged('INFO', 'Give Looker both (docs/looker.md). After a change of the secret, run this again');
    return 0;
  });
