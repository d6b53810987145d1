import type { StateMachineDefinition } from 'aws-local-stepfunctions';
import { z } from 'zod';
import { nearNames } from '../cli/near-names';
import { UsageError } from '../cli/run-options';
import { type TemplateResolver, workflowOf } from '../workflow/template';
import type { DeployedStack } from './stack';

/** Where a state's log is. */
export interface StateLog {
  readonly group: string;
  /** What to look for, in the syntax of CloudWatch Logs. @default - everything */
  readonly pattern?: string;
}

type State = StateMachineDefinition['States'][string];

/** The states, those inside a Map as well. */
const statesIn = ({ States }: Pick<StateMachineDefinition, 'States'>): [string, State][] =>
  Object.entries(States).flatMap(([name, state]): [string, State][] => [
    [name, state],
    ...(state.Type === 'Map' && state.ItemProcessor ? statesIn(state.ItemProcessor) : []),
  ]);

/** The state of that name, in any case. @throws UsageError naming the near ones */
const findState = (given: string, states: readonly [string, State][]): [string, State] => {
  const found = states.find(([name]) => name.toLowerCase() === given.toLowerCase());
  if (found !== undefined) return found;
  const names = states.filter(([, { Type }]) => Type === 'Task').map(([name]) => name);
  const near = nearNames(given, names);
  throw new UsageError([
    `there is no state ${given}: ${near.length > 0 ? `did you mean ${near.join(' or ')}?` : `expected one of ${names.join(', ')}`}`,
  ]);
};

const jobSchema = z.object({ DefaultArguments: z.object({ '--custom-logGroup-prefix': z.string() }) });
const functionSchema = z.object({ LoggingConfig: z.object({ LogGroup: z.string() }) });
const machineSchema = z.object({
  LoggingConfiguration: z.object({
    Destinations: z.tuple([z.object({ CloudWatchLogsLogGroup: z.object({ LogGroupArn: z.string() }) })]),
  }),
});

/** Glue's own, which crawlers of the whole account write to. */
const CRAWLERS = '/aws-glue/crawlers';

/** The logical id in `<logical id>.Arn`. */
const idOf = (reference: string): string => reference.replace(/\.Arn(?::\*)?$/, '');

const propertiesOf = (template: TemplateResolver, type: string, isMeant: (id: string) => boolean) => {
  const [, resource] = template.resources(type).find(([id]) => isMeant(id)) ?? [];
  return resource === undefined ? undefined : template.properties(resource);
};

/**
 * Where a state writes: a function's own group, the Glue job's output, the crawlers' group; for every other state, among
 * the events of the state machine.
 *
 * @param named the state, in any case
 * @throws UsageError when there is no such state
 */
export const logOf = async (stack: DeployedStack, named: string): Promise<StateLog> => {
  const template = await stack.template();
  const [name, state] = findState(named, statesIn(workflowOf(template)));
  const { Resource = '', Parameters = {} } = state as { Resource?: string; Parameters?: Record<string, unknown> };
  /** A log group whose name CloudFormation chose is called by its logical id in the template. */
  const physical = async (logicalId: string): Promise<string> =>
    (await stack.resources()).find((each) => each.logicalId === logicalId)?.physicalId ?? logicalId;
  if (Resource.endsWith(':lambda:invoke')) {
    const id = idOf(String(Parameters['FunctionName']));
    const { LoggingConfig } = functionSchema.parse(
      propertiesOf(template, 'AWS::Lambda::Function', (each) => each === id),
    );
    return { group: await physical(LoggingConfig.LogGroup) };
  }
  if (Resource.includes(':glue:startJobRun')) {
    const job = String(Parameters['JobName']);
    const properties = template
      .resources('AWS::Glue::Job')
      .map(([, resource]) => template.properties(resource))
      .find(({ Name }) => Name === job);
    return { group: `${jobSchema.parse(properties).DefaultArguments['--custom-logGroup-prefix']}/output` };
  }
  if (/:glue:(?:start|get)Crawler$/.test(Resource)) return { group: CRAWLERS };
  const machines = template.resources('AWS::StepFunctions::StateMachine');
  const machine = machines
    .map(([, resource]) => template.properties(resource))
    .find(({ DefinitionString }) => String(DefinitionString).includes('"PlanRun"'));
  const { LoggingConfiguration } = machineSchema.parse(machine);
  const [{ CloudWatchLogsLogGroup }] = LoggingConfiguration.Destinations;
  return { group: await physical(idOf(CloudWatchLogsLogGroup.LogGroupArn)), pattern: `{ $.details.name = "${name}" }` };
};
