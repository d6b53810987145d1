import { inASentence } from '../deployed/aws-errors';
import { placeOf, type StackOptions } from '../deployed/place';
import { DeployedStack } from '../deployed/stack';

/** The SDK speaks of Node's versions at every start; which ones are right is said by package.json. */
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

/**
 * Does something about the deployed stack that the options mean. What AWS refuses is thrown as one sentence.
 *
 * @throws UsageError when there is no such stack
 * @throws AwsError when AWS refuses something or cannot be reached
 */
export const onStack = async <T>(options: StackOptions, act: (stack: DeployedStack) => Promise<T>): Promise<T> => {
  const place = placeOf(options);
  try {
    return await act(await DeployedStack.open(place));
  } catch (thrown) {
    throw inASentence(thrown, place);
  }
};
