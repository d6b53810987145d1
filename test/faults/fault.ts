import type { Trouble } from '../support/fault-bench';
import type { Tried } from './tried';

/** What a redrive does. A run that cannot be redriven to its end is run again. */
type Redrive = 'recovers' | 'fails again' | 'says that only a new run helps' | 'is refused';

/** A failure of one run, which a later run mends. */
export interface Fault extends Tried {
  /** The state that the message must name. */
  readonly state: string;
  /** The error that the message must name. */
  readonly error: string;
  /** Made anew for each run, since it may count. */
  readonly trouble: () => Trouble;
  readonly redrive: Redrive;
  /** Whether a re-run mends another copy of it. @default - it does */
  readonly isRunAgain?: boolean;
}

const mendedBy = ({ redrive, isRunAgain = true }: Pick<Fault, 'redrive' | 'isRunAgain'>): string => {
  if (redrive !== 'recovers') return `a redrive ${redrive}, and a re-run leaves`;
  return isRunAgain ? 'a re-run and a redrive each leave' : 'a redrive leaves';
};

/** A fault whose outcome follows from where the run must end. */
export const faultOf = (fault: Omit<Fault, 'outcome'>): Fault => ({
  ...fault,
  outcome: `red in ${fault.state} with ${fault.error}, told once; ${mendedBy(fault)} what an untroubled run leaves`,
});

/** A failure after which the run goes on by itself. */
export interface Survived extends Tried {
  readonly trouble: () => Trouble;
}
