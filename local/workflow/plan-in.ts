import type { PlanWithoutItems } from '../../lambdas/shared/domain/plan';

/** The plan in the data of a state, once there is one. */
export const planIn = (data: unknown): PlanWithoutItems | undefined =>
  (data as { plan?: PlanWithoutItems } | undefined)?.plan;
