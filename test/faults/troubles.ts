import { TaskError } from '../../local/aws/step-functions';
import type { Conditions } from '../../local/workflow/interpreter';
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

/** The SQL of a step runs for ever: until it is cancelled, and nothing of it is kept, or until the run has ended without. */
export const neverEnds = (step: string): Trouble => {
  let cancel = (): void => {};
  const cancelled = new Promise<never>((_, reject) => {
    cancel = () => reject(new Error('Query cancelled on user request'));
  });
  cancelled.catch(() => {});
  let submits = false;
  return {
    around: async (state, answer) => {
      if (state === `Describe${step}`) return { Id: 'held', Status: 'STARTED' };
      if (state === `Cancel${step}`) cancel();
      submits = state === step;
      return answer();
    },
    warehouse: (warehouse) => ({
      ...warehouse,
      transaction: (statements) => (submits ? cancelled : warehouse.transaction(statements)),
    }),
  };
};

/** The connection to the warehouse ends in the write number `number` of the run, from 1, before that is committed. */
export const breaksWrite = (number: number): Trouble => {
  let writes = 0;
  return {
    warehouse: (warehouse) => ({
      ...warehouse,
      write: (table, columns, rows, preactions) => {
        writes += 1;
        const broken = writes === number ? ['select 1 / 0'] : [];
        return warehouse.write(table, columns, rows, [...preactions, ...broken]);
      },
    }),
  };
};

/** A statement of a step's transaction fails, in its first `times` submissions. @param at before which statement */
export const breaksStatement = (
  step: string,
  at: (statements: readonly unknown[]) => number,
  message = 'division by zero',
  times = Number.POSITIVE_INFINITY,
): Trouble => {
  let submits = false;
  let broken = 0;
  return {
    around: (state, answer) => {
      submits = state === step;
      return answer();
    },
    warehouse: (warehouse) => ({
      ...warehouse,
      transaction: async (statements) => {
        if (!submits || broken >= times) return warehouse.transaction(statements);
        broken += 1;
        const failing = warehouse.transaction(statements.toSpliced(at(statements), 0, 'select 1 / 0'));
        return failing.catch((error: Error) => {
          throw Object.assign(error, { message: error.message.replace('division by zero', message) });
        });
      },
    }),
  };
};

/** The cluster is paused when the run first looks. */
export const isPausedAtFirst = (): Trouble => {
  let looks = 0;
  return answers('DescribeCluster', (honest) => {
    looks += 1;
    return looks === 1 ? { Clusters: [{ ClusterStatus: 'paused' }] } : honest();
  });
};

/** The run is one of a backfill that goes on behind it. */
export const hasMoreToBackfill = (): Trouble => {
  const next = { name: 'test-from-2024-01-17', input: '{"from":"2024-01-17","to":"2024-01-18"}' };
  return answers('PlanRun', async (honest) => {
    const answer = (await honest()) as { Payload: object };
    return { ...answer, Payload: { ...answer.Payload, next } };
  });
};

type Around = NonNullable<Conditions['around']>;

const throughAll =
  (arounds: readonly Around[]): Around =>
  (state, answer) =>
    arounds.reduceRight<() => Promise<unknown>>((inner, around) => () => around(state, inner), answer)();

/** Several troubles of one run. */
export const together = (...troubles: readonly Trouble[]): Trouble => ({
  ...Object.assign({}, ...troubles),
  around: throughAll(troubles.flatMap(({ around }) => (around ? [around] : []))),
});
