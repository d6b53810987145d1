import type { Place } from '../shared/domain/failure-message';

/** What a person can do about a run in AWS, where the console shows and redrives it. */
export const awsPlace = (settings: { readonly runbookUrl: string; readonly pausesBetweenRuns: boolean }): Place => ({
  redrive: 'redrive the run in the console',
  pausesBetweenRuns: settings.pausesBetweenRuns,
  startRun: (input) =>
    input === undefined ? 'start a new run' : `start a new run with the input ${JSON.stringify(input)}`,
  links: (arn) => {
    const region = arn.split(':')[3];
    return [
      `Run: https://${region}.console.aws.amazon.com/states/home?region=${region}#/v2/executions/details/${arn}`,
      `Runbook: ${settings.runbookUrl}#a-run-did-not-succeed`,
    ];
  },
});
