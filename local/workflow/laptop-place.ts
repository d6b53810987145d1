import type { Place } from '../../lambdas/shared/domain/failure-message';

/** A word as a POSIX shell reads it back: as it is where it can be, else in single quotes. */
export const quoteForShell = (word: string): string =>
  /^[\w./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

/** The options of a command that starts a run that are an input of the state machine. */
const optionsOf = ({ from, to, lookbackHours, onlyMissing, cities }: Readonly<Record<string, unknown>>): string =>
  [
    ...(typeof from === 'string' ? ['--from', from] : []),
    ...(typeof to === 'string' ? ['--to', to] : []),
    ...(typeof lookbackHours === 'number' ? ['--lookback-hours', String(lookbackHours)] : []),
    ...(onlyMissing === true ? ['--only-missing'] : []),
    ...(Array.isArray(cities) ? ['--city', ...cities.map((city) => quoteForShell(String(city)))] : []),
  ].join(' ');

/** How to start a run with an input again, as the end of a sentence. */
export const runAgain =
  (command: string): Place['startRun'] =>
  (input = {}) =>
    `run it again: ${`${command} ${optionsOf(input)}`.trim()}`;

/**
 * What a person can do about a run on a laptop, where there is no console to look at.
 *
 * @param command what starts a run, such as `npx openaq local`
 * @param logFile the handlers' log
 */
export const laptopPlace = (command: string, logFile: string): Place => ({
  redrive: `redrive the run with ${command} --redrive`,
  pausesBetweenRuns: false,
  // The stand-in for the Data API knows the statements of its own process.
  isForgotten: (state) => /^(Describe|Cancel)(?!Cluster)|^GetValidation$/.test(state),
  firstSteps: { InvalidApiKeyError: 'Set OPENAQ_API_KEY to a valid key, or unset it for the recorded data' },
  startRun: runAgain(command),
  links: () => [`Log: ${logFile}`],
});
