import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';

/** Sends a message to whoever has subscribed. */
export type Publish = (subject: string, message: string) => Promise<void>;

/** Publishes to an SNS topic. The subject goes out as it is: SNS takes at most 99 characters of ASCII on one line. */
export const createTopic =
  (client: SNSClient, topicArn: string): Publish =>
  async (subject, message) => {
    await client.send(new PublishCommand({ TopicArn: topicArn, Subject: subject, Message: message }));
  };
