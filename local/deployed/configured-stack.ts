import { parseEnvironment, tellFailureEnvironmentSchema } from '../../lambdas/shared/adapters/environment';
import type { Place } from '../../lambdas/shared/domain/failure-message';
import { awsPlace } from '../../lambdas/tell-failure/aws-place';
import { environmentOf, functionsOf } from '../aws/lambda/functions';
import { type Configured, configuredOf } from '../workflow/configured';
import { runAgain } from '../workflow/laptop-place';
import type { DeployedStack } from './stack';

/** What a deployed stack was configured with, by its template: what this checkout is configured with may be something else. */
interface ConfiguredStack {
  readonly configured: Configured;
  /** What a person can do about a run of that name. */
  placeOf(run: string): Place;
}

/** How a run of the stack is started with an input again, as the end of a sentence. */
export const runAgainOn =
  (stack: DeployedStack): Place['startRun'] =>
  (input) =>
    runAgain(stack.command('run', ...(input?.['source'] === 'archive' ? ['--source', 'archive'] : [])))(input);

/** Reads the configuration of a deployed stack. @throws InvalidEnvironmentError when it is not of a version that this one knows */
export const configurationOf = async (stack: DeployedStack): Promise<ConfiguredStack> => {
  const template = await stack.template();
  const functions = functionsOf(template);
  const told = parseEnvironment(tellFailureEnvironmentSchema, environmentOf(functions, 'tell-failure'));
  const inAws = awsPlace({
    runbookUrl: told.RUNBOOK_URL,
    pausesBetweenRuns: told.PAUSE_BETWEEN_RUNS === 'true',
  });
  return {
    configured: configuredOf(template, functions),
    placeOf: (run) => ({
      ...inAws,
      redrive: `redrive the run with ${stack.command('redrive', run)}`,
      firstSteps: {
        InvalidApiKeyError: `Put a valid OpenAQ API key into the secret with ${stack.command('key')}; no deployment is needed`,
      },
      startRun: runAgainOn(stack),
    }),
  };
};
