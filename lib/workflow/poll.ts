import type { Duration } from 'aws-cdk-lib';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';

/** A state, or several in a row, that another can stand behind. */
type Row = sfn.IChainable & { next(state: sfn.IChainable): sfn.Chain };

/** Where a decision goes, and when. */
type Way = readonly [when: sfn.Condition, to: sfn.IChainable];

export interface PollProps {
  /** What is waited for, in the names of the states that wait and count. */
  readonly noun: string;
  /** Name of the decision. */
  readonly question: string;
  /** Starts the work. It leaves `FIRST_POLL` at `<path>.poll`, where the number of the look is kept. */
  readonly begin: Row;
  readonly path: string;
  /** Asks AWS how far the work is. */
  readonly describe: Row;
  /** @default - a wait comes before the first look, too */
  readonly looksAtOnce?: boolean;
  readonly interval: Duration;
  /** How long the work may take. */
  readonly limit: Duration;
  /** The work is done, and the run goes on behind it. */
  readonly isDone: sfn.Condition;
  /** Ways out when the work has ended otherwise. */
  readonly ended?: readonly Way[];
  /** Where the last look goes that fits into the limit. */
  readonly overdue: sfn.IChainable;
  /** What else is to be done between two looks. @default - nothing: look again */
  readonly meanwhile?: (again: sfn.Pass) => readonly Way[];
}

/** What a state that starts work leaves at the poll's path. */
export const FIRST_POLL = { number: 0 } as const;

/**
 * A step that ends in a decision, as a chain: what stands behind it is where the decision goes under a condition. The rule
 * comes behind those that the decision has already, and before its default.
 */
export const goingOn = (step: sfn.IChainable, decision: sfn.Choice, when: sfn.Condition): sfn.Chain => {
  const next = (state: sfn.IChainable): sfn.Chain => {
    decision.when(when, state);
    return sfn.Chain.sequence(step, state);
  };
  return sfn.Chain.custom(step.startState, [{ next }], decision);
};

/**
 * Starts work that AWS does on its own and looks at it until it has ended: begin, wait, describe, decide, count, wait. One
 * shape for crawler, SQL and cluster, bounded by a number of looks.
 */
export const poll = (scope: Construct, props: PollProps): sfn.Chain => {
  const { noun, path, begin, describe, interval, isDone, ended = [], meanwhile } = props;
  const number = `${path}.poll.number`;
  const wait = new sfn.Wait(scope, `WaitFor${noun}`, { time: sfn.WaitTime.duration(interval) });
  const decision = new sfn.Choice(scope, props.question);
  const again = new sfn.Pass(scope, `Count${noun}Poll`, {
    parameters: { number: sfn.JsonPath.mathAdd(sfn.JsonPath.numberAt(number), 1) },
    resultPath: `${path}.poll`,
  });
  const looks = Math.floor(props.limit.toSeconds() / interval.toSeconds());
  const isOverdue = sfn.Condition.numberGreaterThanEquals(number, looks - 1);
  const ways: readonly Way[] = [
    ...ended,
    // The rule for what is done comes last, when the step behind is known.
    [sfn.Condition.and(isOverdue, sfn.Condition.not(isDone)), props.overdue],
    ...(meanwhile?.(again) ?? []),
  ];
  for (const [when, to] of ways) decision.when(when, to);
  decision.otherwise(again);
  begin.next(props.looksAtOnce ? describe : wait);
  wait.next(describe);
  describe.next(decision);
  again.next(wait);
  return goingOn(begin, decision, isDone);
};
