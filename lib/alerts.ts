import { Aws } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Configuration } from './configuration';
import { removalPolicyOf } from './retention';

/** AWS services that write to the topic by themselves, on behalf of this account alone: alarms, and the budget. */
const ACCOUNT_BOUND_SERVICES = ['budgets.amazonaws.com', 'cloudwatch.amazonaws.com'];

/** The topic that failed runs and alarms write to: encrypted, TLS only. */
export class Alerts extends Construct {
  readonly topic: sns.Topic;
  /** A key of its own, because alarms cannot publish to a topic under the key that AWS manages for SNS. */
  readonly key: kms.Key;

  constructor(scope: Construct, id: string, configuration: Configuration) {
    super(scope, id);
    this.key = new kms.Key(this, 'Key', {
      description: 'Alerts of the OpenAQ pipeline',
      enableKeyRotation: true,
      removalPolicy: removalPolicyOf(configuration),
    });
    this.topic = new sns.Topic(this, 'Topic', {
      displayName: 'OpenAQ pipeline',
      enforceSSL: true,
      masterKey: this.key,
    });
    this.admit(ACCOUNT_BOUND_SERVICES, { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } });
    if (configuration.alerts.email !== undefined) {
      this.topic.addSubscription(new EmailSubscription(configuration.alerts.email));
    }
  }

  /** Lets services publish: to the topic, and with its key. */
  private admit(services: readonly string[], conditions: iam.Conditions): void {
    const principals = services.map((service) => new iam.ServicePrincipal(service));
    this.key.addToResourcePolicy(
      new iam.PolicyStatement({
        principals,
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        // In the policy of a key, * is that key.
        resources: ['*'],
        conditions,
      }),
    );
    this.topic.addToResourcePolicy(
      new iam.PolicyStatement({ principals, actions: ['sns:Publish'], resources: [this.topic.topicArn], conditions }),
    );
  }
}
