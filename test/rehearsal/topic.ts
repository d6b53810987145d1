import { setTimeout as sleep } from 'node:timers/promises';
import { ListTopicsCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Stage } from './stage';

/** A message as a person gets it by mail. */
export interface Mail {
  readonly subject: string;
  readonly text: string;
}

/** A queue takes what a topic sends when it says so. */
const FROM_TOPIC = {
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: '*' },
  ],
};

const PATIENCE_MS = 20_000;

/** Subscribes to the stack's topic, as a person does who wants its mails. @returns what takes the next mail */
export const subscribe = async ({ client }: Stage): Promise<() => Promise<Mail>> => {
  const sns = new SNSClient(client);
  const sqs = new SQSClient(client);
  const { Topics: [topic] = [] } = await sns.send(new ListTopicsCommand({}));
  const { QueueUrl } = await sqs.send(
    new CreateQueueCommand({ QueueName: 'mailbox', Attributes: { Policy: JSON.stringify(FROM_TOPIC) } }),
  );
  const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  await sns.send(
    new SubscribeCommand({ TopicArn: topic?.TopicArn, Protocol: 'sqs', Endpoint: Attributes['QueueArn'] }),
  );
  return async () => {
    const deadline = Date.now() + PATIENCE_MS;
    while (Date.now() < deadline) {
      const { Messages: [message] = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 1, VisibilityTimeout: 3600 }),
      );
      if (message?.Body !== undefined) {
        const { Subject, Message } = JSON.parse(message.Body) as { Subject: string; Message: string };
        return { subject: Subject, text: Message };
      }
      await sleep(200);
    }
    throw new Error(`no mail came within ${PATIENCE_MS} ms`);
  };
};
