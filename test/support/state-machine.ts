import type { Template } from 'aws-cdk-lib/assertions';
import { type Template as TemplateJson, TemplateResolver } from '../../local/workflow/template';
import { templateOf } from './pipeline-template';

/** A state of the Amazon States Language, with the fields that the tests look at. */
export interface State {
  readonly Type: 'Task' | 'Map' | 'Pass' | 'Choice' | 'Wait' | 'Succeed' | 'Fail';
  readonly Resource?: string;
  readonly Parameters?: Readonly<Record<string, unknown>>;
  readonly ResultSelector?: Readonly<Record<string, unknown>>;
  readonly ResultPath?: string | null;
  readonly TimeoutSeconds?: number;
  readonly MaxConcurrency?: number;
  readonly Seconds?: number;
  readonly Next?: string;
  readonly Default?: string;
  readonly End?: boolean;
  readonly Choices?: readonly { readonly Next: string }[];
  readonly Retry?: readonly Retrier[];
  readonly Catch?: readonly { readonly ErrorEquals: readonly string[]; readonly Next: string }[];
  readonly ItemProcessor?: StateMachineDefinition;
  /** Of a Fail state. */
  readonly Error?: string;
  readonly Cause?: string;
  readonly CausePath?: string;
}

export interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds: number;
  readonly MaxAttempts: number;
  readonly BackoffRate: number;
  readonly MaxDelaySeconds?: number;
}

export interface StateMachineDefinition {
  readonly StartAt: string;
  readonly TimeoutSeconds?: number;
  readonly States: Readonly<Record<string, State>>;
}

/** Every state machine of a configuration, its references resolved to logical names. */
const definitionsOf = (openaq: object): StateMachineDefinition[] => {
  const template: Template = templateOf(openaq);
  const resolver = new TemplateResolver(template.toJSON() as TemplateJson);
  return resolver.resources('AWS::StepFunctions::StateMachine').map(([, resource]) => {
    const { DefinitionString } = resolver.properties(resource) as { DefinitionString: string };
    return JSON.parse(DefinitionString) as StateMachineDefinition;
  });
};

const definitionWith = (state: string, openaq: object): StateMachineDefinition => {
  const definition = definitionsOf(openaq).find(({ States }) => state in States);
  if (definition === undefined) throw new Error(`no state machine with a state ${state}`);
  return definition;
};

/** The synthesized definition of the runs. */
export const definitionOf = (openaq: object = {}): StateMachineDefinition => definitionWith('PlanRun', openaq);

/** The synthesized definition that pauses the cluster after a run. */
export const pauseDefinitionOf = (): StateMachineDefinition =>
  definitionWith('PauseCluster', { warehouse: { pauseBetweenRuns: true } });

/** Every state of a definition with those inside Maps, by name. */
export const allStates = ({ States }: StateMachineDefinition): [name: string, state: State][] =>
  Object.entries(States).flatMap(([name, state]): [string, State][] => [
    [name, state],
    ...(state.ItemProcessor === undefined ? [] : allStates(state.ItemProcessor)),
  ]);

/** Where a state may go next, by every way. */
export const successors = (state: State): string[] => [
  ...(state.Next === undefined ? [] : [state.Next]),
  ...(state.Default === undefined ? [] : [state.Default]),
  ...(state.Choices ?? []).map(({ Next }) => Next),
  ...(state.Catch ?? []).map(({ Next }) => Next),
];
