import { Match } from 'aws-cdk-lib/assertions';
import { onlyResource, templateOf } from '../support/pipeline-template';

const template = templateOf();
/** Which services may publish by themselves. The function that tells of failures has a role. */
const PUBLISHERS = {
  Principal: { Service: ['budgets.amazonaws.com', 'cloudwatch.amazonaws.com'] },
  Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
};

describe('the topic of alerts', () => {
  it('is encrypted with a key of its own that is rotated', () => {
    template.hasResourceProperties('AWS::SNS::Topic', {
      KmsMasterKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^AlertsKey'), 'Arn'] },
    });
    template.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true });
  });

  it('admits alarms and the budget of this account to the topic and to its key, and no other service', () => {
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: [Match.objectLike({ Effect: 'Deny' }), Match.objectLike({ ...PUBLISHERS, Action: 'sns:Publish' })],
      },
    });
    template.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({ ...PUBLISHERS, Action: ['kms:Decrypt', 'kms:GenerateDataKey'] }),
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
