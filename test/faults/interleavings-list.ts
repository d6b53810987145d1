import { INPUT } from '../support/fault-bench';
import { TASKS } from './task-failures-list';
import type { Tried } from './tried';

/** Two runs of which one goes from its beginning to its end while the other stands before a state. */
interface Interleaving extends Tried {
  readonly state: string;
  readonly other: Record<string, unknown>;
}

const OTHERS: readonly (readonly [what: string, input: Record<string, unknown>])[] = [
  ['over the same window', INPUT],
  ['over the second of its days', { from: INPUT.to, to: INPUT.to }],
  ['for one of its cities', { ...INPUT, cities: ['Hanoi'] }],
];

/** States that an untroubled run enters. */
const ENTERED = TASKS.map(([name]) => name).filter(
  (name) => !/^(?:Cancel|Resume|ExtractArchive$|StartNextRun$)/.test(name),
);

/** Each Task of one run waits for each of the other runs. */
export const INTERLEAVINGS: readonly Interleaving[] = ENTERED.flatMap((state) =>
  OTHERS.map(([what, other]) => ({
    where: state,
    what: `another run ${what} runs from its beginning to its end before it`,
    outcome: 'both green and passed; together they leave what an untroubled run leaves',
    state,
    other,
  })),
);
