import type { StateMachineDefinition } from 'aws-local-stepfunctions';
import { type TemplateResolver, UnsupportedTemplateError } from './template';

/** The definition of the state machine that runs the pipeline; beside it one may stand that pauses the cluster. */
export const workflowOf = (resolver: TemplateResolver): StateMachineDefinition => {
  for (const [, resource] of resolver.resources('AWS::StepFunctions::StateMachine')) {
    const { DefinitionString } = resolver.properties(resource) as { DefinitionString: string };
    const definition = JSON.parse(DefinitionString) as StateMachineDefinition;
    if ('PlanRun' in definition.States) return definition;
  }
  throw new UnsupportedTemplateError('The template holds no state machine with a state PlanRun');
};
