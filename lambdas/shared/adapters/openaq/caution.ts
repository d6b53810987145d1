import { REQUESTS_AT_ONCE } from '../../domain/capacity';

/** Answers in a row after which a time-out is forgotten. */
const ANSWERS_TO_TRUST = REQUESTS_AT_ONCE;

/**
 * Lets queries through side by side while the API answers them in time, one after the other until it has answered the
 * first, and again when one took it too long: so one query and not sixteen finds out that a window is too long, and an API
 * that is strained is spared.
 */
export const createCaution = () => {
  let answersToTrust = 1;
  const underWay = new Set<Promise<unknown>>();
  return {
    run: async <T>(query: () => Promise<T>): Promise<T> => {
      // Those that wait go on in the order in which they came: the first begins, the others wait again.
      while (answersToTrust > 0 && underWay.size > 0) await Promise.race(underWay);
      const reply = query();
      const leave = (): void => void underWay.delete(left);
      const left = reply.then(leave, leave);
      underWay.add(left);
      return reply;
    },
    noteAnswer: (): void => {
      answersToTrust -= 1;
    },
    noteTimeout: (): void => {
      answersToTrust = ANSWERS_TO_TRUST;
    },
  };
};
