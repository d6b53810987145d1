import { TaskError } from '../../local/aws/step-functions';
import type { Around } from '../../local/workflow/interpreter';
import type { Trouble } from '../support/fault-bench';

/** What a service says with an error, in the form in which Step Functions passes it on. */
const causeOf = (error: string): string => `${error} was injected`;

/** A Task does not begin: `times` attempts of it, all when left out. */
export const failsBefore = (state: string, error: string, times = Number.POSITIVE_INFINITY): Trouble => {
  let failed = 0;
  return {
    around: async (entered, answer) => {
      if (entered !== state || failed >= times) return answer();
      failed += 1;
      throw new TaskError(error, causeOf(error));
    },
  };
};

/** A Task does what it should, and its answer is lost: in `times` attempts, in all when left out. */
export const failsAfter = (state: string, error: string, times = Number.POSITIVE_INFINITY): Trouble => {
  let failed = 0;
  return {
    around: async (entered, answer) => {
      const answered = await answer();
      if (entered !== state || failed >= times) return answered;
      failed += 1;
      throw new TaskError(error, causeOf(error));
    },
  };
};

/** A Task answers something else than its service did, or something without that the service was asked. */
export const answers = (state: string, answer: (honest: () => Promise<unknown>) => unknown): Trouble => ({
  around: async (entered, honest) => (entered === state ? answer(honest) : honest()),
});

const throughAll =
  (arounds: readonly Around[]): Around =>
  (state, answer) =>
    arounds.reduceRight<() => Promise<unknown>>((inner, around) => () => around(state, inner), answer)();

/** Several troubles of one run. */
export const together = (...troubles: readonly Trouble[]): Trouble => ({
  ...Object.assign({}, ...troubles),
  around: throughAll(troubles.flatMap(({ around }) => (around ? [around] : []))),
});
