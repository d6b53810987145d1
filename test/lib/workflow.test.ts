import { Match } from 'aws-cdk-lib/assertions';
import { templateOf } from '../support/pipeline-template';

describe('the state machine', () => {
  const template = templateOf();

  it('is a named standard workflow that logs every event with its data and traces', () => {
    template.hasResourceProperties('AWS::StepFunctions::StateMachine', {
      StateMachineName: 'openaq-pipeline',
      StateMachineType: 'STANDARD',
      LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: true },
      TracingConfiguration: { Enabled: true },
    });
  });

  it('logs to a group under the prefix that log deliveries know', () => {
    template.hasResourceProperties('AWS::Logs::LogGroup', {
      LogGroupName: '/aws/vendedlogs/states/openaq-pipeline',
      RetentionInDays: 30,
    });
  });

  it('has a role that no other state machine and no other account can make Step Functions assume', () => {
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [
          Match.objectLike({
            Principal: { Service: 'states.amazonaws.com' },
            Condition: {
              StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
              ArnLike: {
                'aws:SourceArn': {
                  'Fn::Join': [
                    '',
                    ['arn:aws:states:ap-southeast-1:', { Ref: 'AWS::AccountId' }, ':stateMachine:openaq-pipeline'],
                  ],
                },
              },
            },
          }),
        ],
      },
    });
  });
});

describe('every log group', () => {
  it('has the configured retention', () => {
    const groups = Object.values(templateOf({ logRetentionDays: 90 }).findResources('AWS::Logs::LogGroup'));

    expect(new Set(groups.map(({ Properties }) => Properties.RetentionInDays))).toEqual(new Set([90]));
  });
});
