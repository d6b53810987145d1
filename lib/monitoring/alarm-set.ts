import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

interface AlarmSpecification {
  /** What the alarm means, as one sentence; the link to the runbook is added. */
  readonly meaning: string;
  /** The section of docs/runbook.md, as in a link. */
  readonly runbookSection: string;
  readonly metric: cloudwatch.IMetric;
  readonly threshold: number;
  readonly comparison: cloudwatch.ComparisonOperator;
  /** @default - the alarm goes off at the first period */
  readonly periods?: number;
  /** What a period without data means. @default - nothing happened, which is fine */
  readonly missing?: cloudwatch.TreatMissingData;
}

/** Creates alarms that write to one topic, and whose descriptions say what they mean and what to do. */
export class AlarmSet {
  readonly alarms: cloudwatch.Alarm[] = [];
  private readonly action: SnsAction;

  constructor(
    private readonly scope: Construct,
    private readonly runbookUrl: string,
    topic: ITopic,
  ) {
    this.action = new SnsAction(topic);
  }

  add(id: string, specification: AlarmSpecification): void {
    const { meaning, runbookSection, metric, threshold, comparison, periods = 1 } = specification;
    const alarm = new cloudwatch.Alarm(this.scope, id, {
      alarmDescription: `${meaning}. What to do: ${this.runbookUrl}#${runbookSection}`,
      metric,
      threshold,
      comparisonOperator: comparison,
      evaluationPeriods: periods,
      treatMissingData: specification.missing ?? cloudwatch.TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(this.action);
    this.alarms.push(alarm);
  }
}
