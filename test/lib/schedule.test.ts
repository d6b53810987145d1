import { Match } from 'aws-cdk-lib/assertions';
import { templateOf } from '../support/pipeline-template';

describe('the schedule', () => {
  const template = templateOf();

  it('starts a run every day at half past one, UTC, with the time that was planned', () => {
    template.hasResourceProperties('AWS::Scheduler::Schedule', {
      Name: 'openaq-pipeline-daily',
      State: 'ENABLED',
      ScheduleExpression: 'cron(30 1 * * ? *)',
      ScheduleExpressionTimezone: 'Etc/UTC',
      Target: {
        Arn: { Ref: Match.stringLikeRegexp('^WorkflowStateMachine') },
        Input: '{"scheduledTime":"<aws.scheduler.scheduled-time>"}',
      },
    });
  });

  it('tries to start it for a quarter of an hour and then keeps the start in a queue', () => {
    template.hasResourceProperties('AWS::Scheduler::Schedule', {
      Target: {
        RetryPolicy: { MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 900 },
        DeadLetterConfig: { Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^DailyScheduleDeadLetters'), 'Arn'] } },
      },
    });
    const queues = Object.entries(template.findResources('AWS::SQS::Queue')).filter(([id]) =>
      id.startsWith('DailyScheduleDeadLetters'),
    );
    expect(queues.map(([, queue]) => queue['Properties'])).toEqual([
      { SqsManagedSseEnabled: true, MessageRetentionPeriod: 14 * 24 * 3600 },
    ]);
  });

  it('has a role that Scheduler assumes for the group of the schedule, in this account', () => {
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [
          Match.objectLike({
            Principal: { Service: 'scheduler.amazonaws.com' },
            Condition: {
              StringEquals: {
                'aws:SourceAccount': { Ref: 'AWS::AccountId' },
                'aws:SourceArn': {
                  'Fn::Join': [
                    '',
                    ['arn:aws:scheduler:ap-southeast-1:', { Ref: 'AWS::AccountId' }, ':schedule-group/default'],
                  ],
                },
              },
            },
          }),
        ],
      },
    });
  });

  it('takes another time, zone, and none at all', () => {
    templateOf({
      schedule: { time: '05:05', timeZone: 'Asia/Ho_Chi_Minh', enabled: false },
    }).hasResourceProperties('AWS::Scheduler::Schedule', {
      State: 'DISABLED',
      ScheduleExpression: 'cron(5 5 * * ? *)',
      ScheduleExpressionTimezone: 'Asia/Ho_Chi_Minh',
    });
  });
});
