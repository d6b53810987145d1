import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { readApiKey } from '../../../../lambdas/shared/adapters/api-key';
import { jsonAnswer, startRecordingAws } from '../../../support/recording-aws';

const ARN = 'arn:aws:secretsmanager:ap-southeast-1:123456789012:secret:OpenAqApiKey-AbCdEf';

describe('readApiKey', () => {
  let aws: Awaited<ReturnType<typeof startRecordingAws>>;
  beforeAll(async () => {
    aws = await startRecordingAws();
  });
  afterAll(() => aws.close());
  const read = () => readApiKey(new SecretsManagerClient(aws.clientOptions), ARN);

  it('reads the secret of the ARN, without the line break that a text often ends with', async () => {
    aws.answer = jsonAnswer(200, { ARN, Name: 'OpenAqApiKey', SecretString: ' the-key\n' });

    expect(await read()).toBe('the-key');

    const { target, body } = aws.requests.at(-1) ?? {};
    expect(target).toBe('secretsmanager.GetSecretValue');
    expect(JSON.parse(String(body))).toEqual({ SecretId: ARN });
  });

  it.each([
    ['has no value', jsonAnswer(400, { __type: 'ResourceNotFoundException', Message: 'staging label: AWSCURRENT' })],
    ['is empty', jsonAnswer(200, { ARN, SecretString: '\n' })],
    ['holds bytes instead of text', jsonAnswer(200, { ARN, SecretBinary: 'AAEC' })],
  ])('says how to put a key in when the secret %s', async (_, answer) => {
    aws.answer = answer;

    await expect(read()).rejects.toMatchObject({
      name: 'InvalidApiKeyError',
      message: `Secret ${ARN} holds no API key: put yours in with npx openaq key`,
    });
  });

  it('names what Secrets Manager said when it gave nothing, which another try may mend', async () => {
    aws.answer = jsonAnswer(400, { __type: 'AccessDeniedException', Message: 'no' });

    await expect(read()).rejects.toMatchObject({
      name: 'SecretUnavailableError',
      message: `Secrets Manager did not give ${ARN}: AccessDeniedException`,
      cause: { name: 'AccessDeniedException' },
    });
  });
});
