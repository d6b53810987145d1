import { toSentence } from './cause-sentence';
import { firstStep, needsNewRun, whatRedriveRepeats } from './failure-advice';
import { isRecord } from './json';
import { shortened } from './plain-text';
import type { RunTrace } from './run-history';
import { datesOf, rangeOf, type Window } from './window';

/** An execution that did not succeed. */
interface EndedRun {
  readonly name: string;
  readonly arn: string;
  readonly status: 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  /** What the run was started with; undefined where it is not known. */
  readonly input?: unknown;
}

/** Where the run was, and so what a person can do about it there. */
export interface Place {
  /** How to redrive a run, as the end of a sentence that begins with "Then". */
  readonly redrive: string;
  /** The cluster is paused after every run, and a redrive would find it so. */
  readonly pausesBetweenRuns: boolean;
  /** What has to happen before another try, by the error's name, where it is not what holds in AWS. */
  readonly firstSteps?: Readonly<Record<string, string>>;
  /** Whether what a redrive would go on with at a state is kept no longer than the process lives. @default - AWS keeps it */
  readonly isForgotten?: (state: string) => boolean;
  /** How to start a run with an input, as the end of a sentence that begins with "Then"; undefined input: the same as before. */
  startRun(input: Readonly<Record<string, unknown>> | undefined): string;
  /** Where to read on, one line each. */
  links(arn: string): readonly string[];
}

/** What is told of a run that did not succeed. */
export interface Told {
  /** At most 99 characters of ASCII, as SNS takes it. */
  readonly subject: string;
  readonly message: string;
  readonly state: string | null;
  readonly error: string;
  /** The cause in one sentence. */
  readonly sentence: string;
}

type Data = Readonly<Record<string, unknown>>;

const MAX_SUBJECT = 99;
const recordOf = (value: unknown): Data => (isRecord(value) ? value : {});

/** Rows of a work item's answer, or of the summary of all. */
const rowsOf = (counts: unknown): number => Number(recordOf(counts)['rows'] ?? 0);

const windowOf = (data: Data): Window | undefined => {
  const { start, end } = recordOf(data['window']);
  return typeof start === 'string' && typeof end === 'string' ? { start, end } : undefined;
};

/** City and window of a work item, where the data of a state is one. */
export const describeItem = (data: unknown): string | undefined => {
  const city = recordOf(recordOf(data)['city'])['name'];
  const window = windowOf(recordOf(data));
  return typeof city === 'string' && window !== undefined ? `${city} ${rangeOf(window)}` : undefined;
};

/** How a run ended, and its error and cause where the history tells none. */
const ENDINGS = {
  FAILED: ['failed', 'States.Runtime', undefined],
  TIMED_OUT: ['ran out of time', 'States.Timeout', 'The run took longer than its limit'],
  ABORTED: ['was aborted', 'States.Aborted', 'The run was stopped from outside'],
} as const;

/** Puts a run that did not succeed into words, once for mail and terminal alike. */
export const tellFailure = (run: EndedRun, trace: RunTrace, place: Place): Told => {
  const { failed, problem } = trace;
  const [ended, usualError, usualCause] = ENDINGS[run.status];
  const error = problem.error || usualError;
  const sentence = toSentence(problem.cause || usualCause);
  const where = failed === undefined ? 'before its first step' : `in ${failed.name}`;
  const item = describeItem(failed?.data);
  const lines = [
    `The run ${run.name} ${ended} ${where}.`,
    '',
    `Error: ${error}`,
    `Cause: ${sentence}`,
    ...(item === undefined ? [] : [`Work item: ${item} (UTC dates, the last excluded)`]),
    ...aboutRun(trace),
    '',
    `What to do: ${whatToDo(run, trace, place, { error, sentence })}`,
    ...place.links(run.arn),
  ];
  const subject = `OpenAQ pipeline: ${failed?.name ?? 'run'} ${ended}${item === undefined ? '' : ` (${item})`}: ${error}`;
  return {
    subject: shortened(subject.replaceAll(/[^ -~]/g, '?'), MAX_SUBJECT),
    message: lines.join('\n'),
    state: failed?.name ?? null,
    error,
    sentence,
  };
};

/** Window, cities and rows so far of a run that was planned. */
const aboutRun = ({ run, extracted }: RunTrace): string[] => {
  if (run === undefined) return ['Window: not planned yet'];
  const plan = recordOf(run['plan']);
  const window = windowOf(plan);
  const items: readonly unknown[] = Array.isArray(run['items']) ? run['items'] : extracted;
  const all = Array.isArray(plan['workItems']) ? plan['workItems'].length : 0;
  const rows =
    run['extraction'] === undefined
      ? `${items.reduce<number>((sum, item) => sum + rowsOf(item), 0)} extracted by ${items.length} of ${all} work items`
      : `${rowsOf(run['extraction'])} extracted`;
  return [
    ...(window === undefined ? [] : [`Window: ${rangeOf(window)} (UTC dates, the last excluded)`]),
    ...(typeof plan['cities'] === 'string' ? [`Cities: ${plan['cities'].replaceAll(',', ', ')}`] : []),
    `Rows so far: ${rows}`,
  ];
};

const whatToDo = (
  run: EndedRun,
  { failed, run: data }: RunTrace,
  place: Place,
  { error, sentence }: Pick<Told, 'error' | 'sentence'>,
): string => {
  const first = place.firstSteps?.[error] ?? firstStep(error, failed?.name);
  const again = first === undefined ? (text: string) => capitalized(text) : (text: string) => `${first}. Then ${text}`;
  if (error === 'InvalidRunInputError') return again(place.startRun(undefined));
  const newRun = place.startRun(inputFor(run, data));
  if (failed === undefined || needsNewRun(error, sentence) || place.isForgotten?.(failed.name))
    return `${again(newRun)}.`;
  // A Fail state only fails again.
  if (failed.type === 'Fail') return `${again(newRun)}; a redrive would end in ${failed.name} again.`;
  const isPaused = place.pausesBetweenRuns && data?.['cluster'] !== undefined;
  const resume = isPaused ? 'resume the cluster, which is paused after every run, and then ' : '';
  return `${again(`${resume}${place.redrive}`)}: it ${whatRedriveRepeats(failed.name)} and goes on from there.`;
};

/** The input of a run over the same window; undefined where there is nothing better than the same input. */
export const inputFor = ({ input }: Pick<EndedRun, 'input'>, data: unknown): Data | undefined => {
  const window = windowOf(recordOf(recordOf(data)['plan']));
  if (window === undefined) return undefined;
  const dates = datesOf(window);
  const { to, cities, source, onlyMissing } = recordOf(input);
  // Of a backfill of several runs, what comes behind this one, too.
  return { from: dates[0], to: typeof to === 'string' ? to : dates.at(-1), cities, source, onlyMissing };
};

const capitalized = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
