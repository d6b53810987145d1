import type { Command } from 'commander';
import { functionsOf } from '../aws/lambda/functions';
import { tasksIn } from '../deployed/log-groups';
import { configuredOf } from '../workflow/configured';
import { synthesize } from '../workflow/synthesis';
import { TemplateResolver, workflowOf } from '../workflow/template';
import { type Shell, toCompletion } from './completion/to-completion';
import { TEMPLATES } from './defaults';

/**
 * `openaq completion <shell>`: prints the completion of the program for a shell, with the configured cities and the states
 * that have logs. Returns the exit code.
 *
 * @throws Error when `cdk.json` is wrong
 */
export const completionCommand = async (program: Command, shell: Shell): Promise<number> => {
  const resolver = new TemplateResolver(await synthesize(TEMPLATES));
  const { cities } = configuredOf(resolver, functionsOf(resolver));
  const values = { cities: cities.map(({ name }) => name), states: tasksIn(workflowOf(resolver)) };
  process.stdout.write(toCompletion(program, shell, values));
  return 0;
};
