import type { Duration } from 'aws-cdk-lib';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';

export interface PollProps {
  /** Names of the states that the poll adds around the one that describes. */
  readonly names: { readonly wait: string; readonly count: string; readonly decision: string };
  /** Asks AWS how far the work is: one state, or several in a row. */
  readonly describe: sfn.IChainable & Pick<sfn.Chain, 'next'>;
  /** Where the number of the poll is kept: `<path>.poll`. Whatever starts the work writes `FIRST_POLL` there. */
  readonly path: string;
  readonly interval: Duration;
  /** How long the work may take. */
  readonly limit: Duration;
}

/** What a state that starts work leaves at the poll's path. */
export const FIRST_POLL = { number: 0 } as const;

/**
 * Looks at work that AWS does on its own, again and again: wait, describe, decide, count. One shape for crawler, SQL and
 * cluster. The decision is left to the step, with the condition that the limit is reached and the way to the next look.
 */
export class Poll {
  /** Where a poll begins. */
  readonly wait: sfn.Wait;
  readonly decision: sfn.Choice;
  /** Holds at the last look that fits into the limit. */
  readonly isOverdue: sfn.Condition;
  /** The way to the next look. */
  readonly again: sfn.Pass;

  constructor(scope: Construct, { names, describe, path, interval, limit }: PollProps) {
    const number = `${path}.poll.number`;
    this.wait = new sfn.Wait(scope, names.wait, { time: sfn.WaitTime.duration(interval) });
    this.decision = new sfn.Choice(scope, names.decision);
    this.again = new sfn.Pass(scope, names.count, {
      parameters: { number: sfn.JsonPath.mathAdd(sfn.JsonPath.numberAt(number), 1) },
      resultPath: `${path}.poll`,
    });
    const polls = Math.floor(limit.toSeconds() / interval.toSeconds());
    this.isOverdue = sfn.Condition.numberGreaterThanEquals(number, polls - 1);
    this.wait.next(describe);
    describe.next(this.decision);
    this.again.next(this.wait);
  }
}
