import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { readApiKey } from '../../../../lambdas/shared/adapters/api-key';
import { type AwsAnswer, type FakeAws, startFakeAws } from '../../../support/fake-aws';

const ARN = 'arn:aws:secretsmanager:ap-southeast-1:123456789012:secret:OpenAqApiKey-AbCdEf';

describe('readApiKey', () => {
  let aws: FakeAws;
  let answer: AwsAnswer;
  beforeAll(async () => {
    aws = await startFakeAws(() => answer);
  });
  afterAll(() => aws.close());
  const read = () => readApiKey(new SecretsManagerClient({ region: 'ap-southeast-1', maxAttempts: 1 }), ARN);

  it('reads the secret of the ARN, without the line break that a text often ends with', async () => {
    answer = { ARN, Name: 'OpenAqApiKey', SecretString: ' the-key\n' };

    expect(await read()).toBe('the-key');

    expect(aws.requests).toEqual([{ operation: 'GetSecretValue', body: { SecretId: ARN } }]);
  });

  it.each([
    ['has no value', { __type: 'ResourceNotFoundException', message: 'staging label: AWSCURRENT' }],
    ['is empty', { ARN, SecretString: '\n' }],
    ['holds bytes instead of text', { ARN, SecretBinary: 'AAEC' }],
  ])('says how to put a key in when the secret %s', async (_, said) => {
    answer = said;

    await expect(read()).rejects.toMatchObject({
      name: 'InvalidApiKeyError',
      message: 'The secret OpenAqApiKey holds no API key: put yours in with npx openaq key',
    });
  });

  it('names what Secrets Manager said when it gave nothing, which another try may mend', async () => {
    answer = { __type: 'AccessDeniedException', message: 'no' };

    await expect(read()).rejects.toMatchObject({
      name: 'SecretUnavailableError',
      message: 'Secrets Manager did not give OpenAqApiKey: AccessDeniedException',
      cause: { name: 'AccessDeniedException' },
    });
  });
});
