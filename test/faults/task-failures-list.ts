import { FAULT_CONFIGURATION, type Trouble } from '../support/fault-bench';
import { allStates, definitionOf, type State } from '../support/state-machine';
import { type Fault, faultOf, type Survived } from './fault';
import { failsAfter, failsBefore, hasMoreToBackfill, isPausedAtFirst, neverEnds, together } from './troubles';

/** The Tasks of the synthesized definition: a new one is here as soon as it is there. */
export const TASKS = allStates(definitionOf(FAULT_CONFIGURATION)).filter(([, { Type }]) => Type === 'Task');

/** No Task is tried again after its limit. */
const TIMEOUT = 'States.Timeout';

/** What asks for the state of something is tried again after any error, which the name of all stands for. */
const isRetriedAlways = ({ Retry = [] }: State): boolean =>
  Retry.some(({ ErrorEquals }) => ErrorEquals.includes('States.TaskFailed'));

/** Errors that a Task is tried again after, one of each retrier. */
const retriedErrorsOf = ({ Retry = [] }: State): string[] => Retry.flatMap(({ ErrorEquals: [first = ''] }) => [first]);

/** How a run gets into a state that an untroubled run does not enter. */
const reaching = (state: string): Trouble => {
  const step = /^Cancel(.*)$/.exec(state)?.[1];
  if (step !== undefined) return neverEnds(step);
  // Slowly, so that the crawl has ended when the run has: nobody looks at it.
  if (state === 'GetCrawler') return { clockSpeed: 60 };
  if (state === 'ExtractArchive') return { source: 'archive' };
  if (state === 'StartNextRun') return hasMoreToBackfill();
  return state === 'ResumeCluster' ? isPausedAtFirst() : {};
};

/** The statement that it asks about is known to the process that sent it alone: the laptop's Data API forgets it with the run. */
const isForgotten = (state: string): boolean => /^(?:Describe|Get)(?!Crawler|Cluster)/.test(state);

const redriveOf = (state: string): Fault['redrive'] =>
  state.startsWith('Cancel') || isForgotten(state) ? 'says that only a new run helps' : 'recovers';

/** The first error of a Task is mended in both ways; after the others the same is there, and a redrive must do. */
const failuresOf = (name: string, state: State, where: (error: string) => Pick<Fault, 'what' | 'trouble'>): Fault[] => {
  const errors = [...(isRetriedAlways(state) ? [] : [TIMEOUT]), ...retriedErrorsOf(state)];
  return errors.map((error, index) => {
    const { what, trouble } = where(error);
    return faultOf({
      where: name,
      what: `${what}${error === TIMEOUT ? '' : ', in every try'}: ${error}`,
      state: name,
      error,
      trouble: () => together(reaching(name), trouble()),
      redrive: redriveOf(name),
      isRunAgain: index === 0,
    });
  });
};

/** Each Task fails before it did anything, and after its effect but before its answer: for good, and until its tries are used up. */
export const TASK_FAILURES: readonly Fault[] = TASKS.flatMap(([name, state]) => [
  ...failuresOf(name, state, (error) => ({
    what: 'fails before it did anything',
    trouble: () => failsBefore(name, error),
  })),
  ...failuresOf(name, state, (error) => ({
    what: 'does its work, and its answer is lost',
    trouble: () => failsAfter(name, error),
  })),
]);

/** Each Task does its work twice, since its first answer was lost in a way that is retried. */
export const LOST_ANSWERS: readonly Survived[] = TASKS.filter(([name]) => !name.startsWith('Cancel')).map(
  ([name, state]) => {
    const error = retriedErrorsOf(state)[0] ?? '';
    return {
      where: name,
      what: `does its work, its answer is lost (${error}), and it is tried again`,
      outcome: 'green; leaves what an untroubled run leaves',
      trouble: () => together(reaching(name), failsAfter(name, error, 1)),
    };
  },
);
