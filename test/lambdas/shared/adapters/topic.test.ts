import { SNSClient } from '@aws-sdk/client-sns';
import { createTopic } from '../../../../lambdas/shared/adapters/topic';
import { startFakeXmlAws } from '../../../support/fake-xml-aws';

const ARN = 'arn:aws:sns:ap-southeast-1:123456789012:alerts';

describe('the topic', () => {
  let aws: Awaited<ReturnType<typeof startFakeXmlAws>>;
  beforeAll(async () => {
    aws = await startFakeXmlAws();
  });
  afterAll(() => aws.close());
  const publish = () => createTopic(new SNSClient(aws.clientOptions), ARN)('Extract failed', 'Wait, then redrive.');

  it('gets subject and message as they are', async () => {
    aws.answer = {
      status: 200,
      headers: { 'content-type': 'text/xml' },
      body: '<PublishResponse><PublishResult><MessageId>m</MessageId></PublishResult></PublishResponse>',
    };

    await publish();

    expect(Object.fromEntries(new URLSearchParams(aws.requests.at(-1)?.body))).toMatchObject({
      Action: 'Publish',
      TopicArn: ARN,
      Subject: 'Extract failed',
      Message: 'Wait, then redrive.',
    });
  });

  it('rejects what SNS refuses, so that EventBridge tries again', async () => {
    aws.answer = {
      status: 404,
      headers: { 'content-type': 'text/xml' },
      body: '<ErrorResponse><Error><Type>Sender</Type><Code>NotFound</Code><Message>Topic does not exist</Message></Error></ErrorResponse>',
    };

    await expect(publish()).rejects.toThrow('Topic does not exist');
  });
});
