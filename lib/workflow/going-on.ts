import * as sfn from 'aws-cdk-lib/aws-stepfunctions';

/**
 * A step that ends in a decision, as a chain: what stands behind it is where the decision goes under a condition. The rule
 * comes behind those that the decision has already, and before its default.
 */
export const goingOn = (step: sfn.IChainable, decision: sfn.Choice, when: sfn.Condition): sfn.Chain => {
  const next = (state: sfn.IChainable): sfn.Chain => {
    decision.when(when, state);
    return sfn.Chain.sequence(step, state);
  };
  return sfn.Chain.custom(step.startState, [{ next }], decision);
};
