import type { Place } from '../shared/domain/failure-message';

/** Where the console shows an execution. */
export const consoleLink = (executionArn: string): string => {
  const region = executionArn.split(':')[3];
  return `https://${region}.console.aws.amazon.com/states/home?region=${region}#/v2/executions/details/${executionArn}`;
};

/** What a person can do about a run in AWS, where the console shows and redrives it. */
export const awsPlace = (settings: { readonly runbookUrl: string; readonly pausesBetweenRuns: boolean }): Place => ({
  redrive: 'redrive the run in the console',
  pausesBetweenRuns: settings.pausesBetweenRuns,
  startRun: (input) =>
    input === undefined ? 'start a new run' : `start a new run with the input ${JSON.stringify(input)}`,
  links: (arn) => [`Run: ${consoleLink(arn)}`, `Runbook: ${settings.runbookUrl}#a-run-did-not-succeed`],
});
