import { checkKey } from '../../lambdas/shared/adapters/openaq/endpoint';
import { exchange } from '../../lambdas/shared/adapters/openaq/exchange';
import { readErrorBody } from '../../lambdas/shared/adapters/openaq/read-error-body';
import { createRedact } from '../../lambdas/shared/adapters/openaq/redaction';
import { QUESTION_FOR_KEY, REGISTRATION } from '../cli/api';
import { type Finding, findingsOf } from './finding';

const { ok, warning, fail } = findingsOf('laptop');

const CHECK = 'OpenAQ key';

/** How long the API may take, in milliseconds. */
const PATIENCE_MS = 10_000;

/**
 * Whether OpenAQ takes the key, and what it allows: one request. Without a key nothing is asked.
 *
 * @param apiUrl scheme and host
 * @param apiKey undefined when OPENAQ_API_KEY is not set
 */
export const examineApiKey = async (apiUrl: string, apiKey: string | undefined): Promise<Finding> => {
  if (apiKey === undefined) {
    return ok(CHECK, `not set: runs replay recorded data; a key is free at ${REGISTRATION}`);
  }
  let key: string;
  try {
    key = checkKey(apiKey);
  } catch (error) {
    return fail(CHECK, (error as Error).message, `export OPENAQ_API_KEY=<key>, free at ${REGISTRATION}`);
  }
  const answer = await exchange(`${apiUrl}${QUESTION_FOR_KEY}`, key, PATIENCE_MS);
  if ('failure' in answer) {
    return fail(CHECK, `${apiUrl} does not answer: ${answer.failure}`, 'look at the network, or unset OPENAQ_API_KEY');
  }
  const { status, header, body } = answer;
  const [limit, remaining, reset] = ['limit', 'remaining', 'reset'].map((name) => header(`x-ratelimit-${name}`));
  if (status === 200) {
    const rate = limit === null ? 'it tells no limit' : `${remaining} of ${limit} requests left, anew in ${reset} s`;
    return ok(CHECK, `valid; ${rate}`);
  }
  if (status === 429) return warning(CHECK, `its limit is used up, anew in ${reset ?? '60'} s`, 'wait, and run again');
  const said = createRedact(key)(readErrorBody(body));
  return fail(
    CHECK,
    `OpenAQ answers ${status}: ${said}`,
    status === 401 ? `export OPENAQ_API_KEY=<key>, free at ${REGISTRATION}; or unset it` : 'run again later',
  );
};
