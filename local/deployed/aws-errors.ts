import { oneLine } from '../../lambdas/shared/domain/plain-text';
import type { StackPlace } from './place';

/** AWS refused a request, or could not be asked. The message is one sentence: what is wrong, and how to mend it. */
class AwsError extends Error {
  override readonly name = 'AwsError';
}

/** Names of errors, and codes of Node's network, by what is the matter. */
const NAMES = {
  'no credentials': ['CredentialsProviderError', 'ProviderError', 'TokenProviderError'],
  'expired credentials': ['ExpiredToken', 'ExpiredTokenException', 'RequestExpired'],
  'refused credentials': [
    'InvalidClientTokenId',
    'UnrecognizedClientException',
    'InvalidSignatureException',
    'SignatureDoesNotMatch',
    'AuthFailure',
  ],
  'access denied': ['AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation'],
  throttled: ['Throttling', 'ThrottlingException', 'TooManyRequestsException', 'ActiveStatementsExceededException'],
  unreachable: ['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'TimeoutError'],
} as const;

type Matter = keyof typeof NAMES;

/** What is the matter when AWS was asked and did not do it; undefined when it is something of the request itself. */
export const matterOf = ({ name, code = '' }: Error & { readonly code?: string }): Matter | undefined =>
  (Object.keys(NAMES) as Matter[]).find((matter) => NAMES[matter].some((each) => each === name || each === code));

interface Thrown extends Error {
  readonly code?: string;
  readonly $metadata?: unknown;
}

/** `User: <arn> is not authorized to perform: <action> on resource: <resource> because ...` */
const NOT_AUTHORIZED = /(?:User: )?(\S+) is not authorized to perform: (\S+)(?: on resource: (\S+))?/;

const refusal = (message: string): string => {
  const [, who, action, resource] = NOT_AUTHORIZED.exec(message) ?? [];
  if (action === undefined) return `AWS refuses it: ${oneLine(message, 300)}; take credentials that may`;
  const of = resource === undefined ? '' : ` on ${resource}`;
  return `AWS refuses ${who} the action ${action}${of}: add it to that identity's policy, or take another with --profile`;
};

const sentenceOf = (error: Thrown, { region, profile }: StackPlace): string | undefined => {
  const { name, code, message } = error;
  const whose = profile === undefined ? '' : ` of the profile ${profile}`;
  switch (matterOf(error)) {
    case 'no credentials':
      return `there are no usable AWS credentials${whose} (${oneLine(message, 200)}): log in with aws sso login or aws configure, or choose a profile with --profile`;
    case 'expired credentials':
    case 'refused credentials':
      return `AWS does not take the credentials${whose} (${name}: ${oneLine(message, 200)}): they have expired or are wrong; log in again, for instance with aws sso login, or choose others with --profile`;
    case 'access denied':
      return refusal(message);
    case 'throttled':
      return `AWS is asked too often at the moment (${name}): wait a minute and try again`;
    case 'unreachable':
      return `AWS cannot be reached in ${region} (${oneLine(message || (code ?? ''), 200)}): look at the network, and whether the region is written right`;
    default:
      return undefined;
  }
};

/** What was thrown while AWS was asked, in a sentence where it is AWS's; anything else as it is. */
export const inASentence = (thrown: unknown, place: StackPlace): unknown => {
  if (!(thrown instanceof Error)) return thrown;
  const error = thrown as Thrown;
  const sentence = sentenceOf(error, place);
  if (sentence !== undefined) return new AwsError(sentence, { cause: thrown });
  if (error.$metadata === undefined) return thrown;
  return new AwsError(`AWS answered ${error.name}: ${oneLine(error.message, 500)}`, { cause: thrown });
};
