import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { inASentence } from '../../../local/deployed/aws-errors';
import { clientAt, commandAt, type StackPlace } from '../../../local/deployed/place';
import { type AwsAnswer, type FakeAws, startFakeAws } from '../../support/fake-aws';
import { expectSentence } from '../../support/one-sentence';

const PLACE: StackPlace = { name: 'openaq-pipeline', region: 'ap-southeast-1', options: '' };

let aws: FakeAws | undefined;
afterEach(() => aws?.close());

/** What a person is told of AWS's answer to a start. */
const told = async (answer: AwsAnswer): Promise<string> => {
  aws = await startFakeAws(() => answer);
  const states = new SFNClient({ ...clientAt(PLACE), maxAttempts: 1 });
  const thrown = await states.send(new StartExecutionCommand({ stateMachineArn: 'm' })).catch((error: Error) => error);
  return (inASentence(thrown, PLACE) as Error).message;
};

const USER = 'arn:aws:sts::111122223333:assumed-role/analyst/me';
const MACHINE = 'arn:aws:states:ap-southeast-1:111122223333:stateMachine:openaq-pipeline';

describe('what AWS refuses', () => {
  it.each<[string, string, string, string]>([
    [
      'an action that the identity may not do',
      'AccessDeniedException',
      `User: ${USER} is not authorized to perform: states:StartExecution on resource: ${MACHINE} because no identity-based policy allows the states:StartExecution action`,
      `AWS refuses ${USER} the action states:StartExecution on ${MACHINE}: add it to that identity's policy, or take another with --profile`,
    ],
    [
      'credentials that have expired',
      'ExpiredTokenException',
      'The security token included in the request is expired',
      'AWS does not take the credentials (ExpiredTokenException: The security token included in the request is expired): they have expired or are wrong; log in again, for instance with aws sso login, or choose others with --profile',
    ],
    [
      'credentials that are not its own',
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
      'AWS does not take the credentials (UnrecognizedClientException: The security token included in the request is invalid.): they have expired or are wrong; log in again, for instance with aws sso login, or choose others with --profile',
    ],
    [
      'a request too many',
      'ThrottlingException',
      'Rate exceeded',
      'AWS is asked too often at the moment (ThrottlingException): wait a minute and try again',
    ],
    [
      'anything else',
      'StateMachineDoesNotExist',
      "State Machine Does Not Exist: 'm'",
      "AWS answered StateMachineDoesNotExist: State Machine Does Not Exist: 'm'",
    ],
  ])('is one sentence: %s', async (_, __type, message, sentence) => {
    const text = await told({ __type, message });

    expect(text).toBe(sentence);
    expectSentence(text);
  });

  it('is a sentence where AWS cannot be reached', () => {
    const thrown = Object.assign(new Error('getaddrinfo ENOTFOUND states.ap-southeats-1.amazonaws.com'), {
      code: 'ENOTFOUND',
    });

    expect((inASentence(thrown, PLACE) as Error).message).toBe(
      'AWS cannot be reached in ap-southeast-1 (getaddrinfo ENOTFOUND states.ap-southeats-1.amazonaws.com): look at the network, and whether the region is written right',
    );
  });

  it("leaves the program's own errors as they are", () => {
    const mine = new Error('there is no state extrct');

    expect(inASentence(mine, PLACE)).toBe(mine);
  });
});

describe('a command that a person is told', () => {
  it('says the stack as it was said', () => {
    expect(commandAt(PLACE, 'follow', 'run-1')).toBe('npx openaq follow run-1');
    expect(commandAt({ ...PLACE, options: '--stack dev --region eu-west-1' }, 'status')).toBe(
      'npx openaq status --stack dev --region eu-west-1',
    );
  });
});
