import * as sns from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Configuration } from './configuration';

export interface AlertsProps {
  readonly configuration: Pick<Configuration, 'alerts'>;
}

/** The topic that failed runs and alarms write to. */
export class Alerts extends Construct {
  readonly topic: sns.Topic;

  constructor(scope: Construct, id: string, { configuration }: AlertsProps) {
    super(scope, id);
    this.topic = new sns.Topic(this, 'Topic', { displayName: 'OpenAQ pipeline', enforceSSL: true });
    if (configuration.alerts.email !== undefined) {
      this.topic.addSubscription(new EmailSubscription(configuration.alerts.email));
    }
  }
}
