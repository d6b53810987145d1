import type { StateMachineDefinition } from 'aws-local-stepfunctions';
import * as z from 'zod';
import { glueJobsOf } from '../aws/glue/job';
import { nearNames } from '../cli/near-names';
import { UsageError } from '../cli/run-options';
import { type TemplateResolver, workflowOf } from '../workflow/template';

/** Where a state's log is. */
export interface StateLog {
  /** The group's name, or its logical id where CloudFormation chooses the name. */
  readonly group: string;
  /** What to look for, in the syntax of CloudWatch Logs. @default - everything */
  readonly pattern?: string;
}

type State = StateMachineDefinition['States'][string];

/** A task that calls a service. */
interface Task {
  readonly Resource?: string;
  readonly Parameters?: Readonly<Record<string, unknown>>;
}

/** The states, those inside a Map as well. */
const statesIn = ({ States }: Pick<StateMachineDefinition, 'States'>): [string, State][] =>
  Object.entries(States).flatMap(([name, state]): [string, State][] => [
    [name, state],
    ...(state.Type === 'Map' && state.ItemProcessor ? statesIn(state.ItemProcessor) : []),
  ]);

const tasksOf = (states: readonly [string, State][]): string[] =>
  states.filter(([, { Type }]) => Type === 'Task').map(([name]) => name);

/** The states of a state machine that call a service, those inside a Map as well. */
export const tasksIn = (definition: StateMachineDefinition): string[] => tasksOf(statesIn(definition));

/** The state of that name, in any case. @throws UsageError naming the near ones */
const findState = (given: string, states: readonly [string, State][]): [string, State] => {
  const found = states.find(([name]) => name.toLowerCase() === given.toLowerCase());
  if (found !== undefined) return found;
  const names = tasksOf(states);
  const near = nearNames(given, names);
  throw new UsageError([
    `there is no state ${given}: ${near.length > 0 ? `did you mean ${near.join(' or ')}?` : `expected one of ${names.join(', ')}`}`,
  ]);
};

/** Glue's own, which crawlers of the whole account write to. */
const CRAWLERS = '/aws-glue/crawlers';

const functionSchema = z.object({ LoggingConfig: z.object({ LogGroup: z.string() }) });

const machineSchema = z.object({
  DefinitionString: z.string(),
  LoggingConfiguration: z.object({
    Destinations: z.tuple([z.object({ CloudWatchLogsLogGroup: z.object({ LogGroupArn: z.string() }) })]),
  }),
});

/** The logical id in `<logical id>.Arn`. */
const idOf = (reference: string): string => reference.replace(/\.Arn$/, '');

const groupOfFunction = (template: TemplateResolver, arn: string): string => {
  const [, resource] = template.resources('AWS::Lambda::Function').find(([id]) => id === idOf(arn)) ?? [];
  return functionSchema.parse(resource && template.properties(resource)).LoggingConfig.LogGroup;
};

/** Glue writes what a script prints to one group, and what Spark says to another. */
const groupOfJob = (template: TemplateResolver, name: unknown): string => {
  const job = glueJobsOf(template).find(({ Name }) => Name === name);
  return `${job?.DefaultArguments['--custom-logGroup-prefix']}/output`;
};

const groupOfMachine = (template: TemplateResolver): string => {
  const machines = template
    .resources('AWS::StepFunctions::StateMachine')
    .map(([, resource]) => machineSchema.parse(template.properties(resource)));
  const [destination] =
    machines.find(({ DefinitionString }) => DefinitionString.includes('"PlanRun"'))?.LoggingConfiguration
      .Destinations ?? [];
  return idOf(destination?.CloudWatchLogsLogGroup.LogGroupArn ?? '');
};

/**
 * Where a state writes: a function to its own group, a Glue job its output, the crawler to that of all crawlers. Every
 * other state calls a service that writes nothing: of it the events of the state machine are told, and the run's errors.
 *
 * @param named the state, in any case
 * @throws UsageError when there is no such state
 */
export const logOf = (template: TemplateResolver, named: string, executionArn: string): StateLog => {
  const [name, state] = findState(named, statesIn(workflowOf(template)));
  const { Resource = '', Parameters = {} } = state as Task;
  if (Resource.endsWith(':lambda:invoke')) {
    return { group: groupOfFunction(template, String(Parameters['FunctionName'])) };
  }
  if (Resource.includes(':glue:startJobRun')) return { group: groupOfJob(template, Parameters['JobName']) };
  if (/:glue:(?:start|get)Crawler$/.test(Resource)) return { group: CRAWLERS };
  const isMeant = `($.details.name = "${name}" || $.details.error = "*")`;
  return { group: groupOfMachine(template), pattern: `{ $.execution_arn = "${executionArn}" && ${isMeant} }` };
};
