import { Match } from 'aws-cdk-lib/assertions';
import { onlyResource, templateOf } from '../support/pipeline-template';

const template = templateOf();
const SERVICES = ['budgets.amazonaws.com', 'cloudwatch.amazonaws.com', 'events.amazonaws.com'];
const OWN_ACCOUNT = { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } };

describe('the topic of alerts', () => {
  it('is encrypted with a key of its own that is rotated', () => {
    template.hasResourceProperties('AWS::SNS::Topic', {
      KmsMasterKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^AlertsKey'), 'Arn'] },
    });
    template.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true });
  });

  it('admits alarms, the rule and the budget of this account, to the topic and to its key', () => {
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: 'sns:Publish',
            Principal: { Service: SERVICES },
            Condition: OWN_ACCOUNT,
          }),
        ]),
      },
    });
    template.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
            Principal: { Service: SERVICES },
            Condition: OWN_ACCOUNT,
          }),
        ]),
      },
    });
  });

  it('refuses publishing without TLS', () => {
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Deny',
            Action: 'sns:Publish',
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          }),
        ]),
      },
    });
  });

  it('writes to nobody by default, and to the configured address', () => {
    template.resourceCountIs('AWS::SNS::Subscription', 0);
    expect(
      onlyResource(templateOf({ alerts: { email: 'data@example.org' } }), 'AWS::SNS::Subscription').Properties,
    ).toMatchObject({ Protocol: 'email', Endpoint: 'data@example.org' });
  });
});
