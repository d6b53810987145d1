import * as z from 'zod';
import { windowSchema } from '../../lambdas/shared/domain/window';
import type { EventLog } from './history';

const plannedSchema = z.object({
  plan: z.object({ runId: z.string(), window: windowSchema, cities: z.string() }),
});

/** The plan of a run, as PlanRun gave it; undefined until then. */
export const planOf = (events: readonly EventLog[]) => {
  for (const event of events) {
    if (event.type !== 'StateExited' || event.state.name !== 'PlanRun') continue;
    return plannedSchema.safeParse(event.state.output).data?.plan;
  }
  return undefined;
};
