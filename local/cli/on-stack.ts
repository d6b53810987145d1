import { inASentence } from '../deployed/aws-errors';
import { placeOf, type StackOptions } from '../deployed/place';
import { DeployedStack } from '../deployed/stack';

/** The SDK speaks of Node's versions at every start; which ones are right is said by package.json. */
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

/** Credentials of the environment. */
const STATIC_CREDENTIALS = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'];

/** A profile that was asked for counts; the SDK warns in ten lines where the environment has credentials beside it. */
const preferProfile = ({ profile }: StackOptions): void => {
  if (profile !== undefined) for (const name of STATIC_CREDENTIALS) delete process.env[name];
};

/**
 * Does something about the deployed stack that the options mean. What AWS refuses is thrown as one sentence.
 *
 * @throws UsageError when there is no such stack
 * @throws AwsError when AWS refuses something or cannot be reached
 */
export const onStack = async <T>(options: StackOptions, act: (stack: DeployedStack) => Promise<T>): Promise<T> => {
  preferProfile(options);
  const place = placeOf(options);
  try {
    return await act(await DeployedStack.open(place));
  } catch (thrown) {
    throw inASentence(thrown, place);
  }
};
