import type { Template } from 'aws-cdk-lib/assertions';
import { type Template as TemplateJson, TemplateResolver } from '../../local/template';
import { onlyResource, templateOf } from './pipeline-template';

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

/** The synthesized definition of a configuration, its references resolved to logical names. */
export const definitionOf = (openaq: object = {}): StateMachineDefinition => {
  const template: Template = templateOf(openaq);
  const { Properties } = onlyResource(template, 'AWS::StepFunctions::StateMachine');
  const resolver = new TemplateResolver(template.toJSON() as TemplateJson);
  return JSON.parse(resolver.resolve(Properties['DefinitionString']) as string) as StateMachineDefinition;
};

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
