import * as z from 'zod';
import type { Log } from '../shared/adapters/log';
import { citySchema } from '../shared/domain/city';
import { TerminalError } from '../shared/domain/errors';
import { parseOrThrow, parsePayload } from '../shared/domain/parse';
import { type Plan, type PlanSettings, planRun } from '../shared/domain/plan';
import { makeRunInputSchema } from '../shared/domain/run-input';

/** What plan-run needs. Time and cities come with the payload: the start of the execution, and a literal. */
export interface Deps {
  readonly settings: Omit<PlanSettings, 'cities'>;
  readonly log: Log;
}

const payloadSchema = z.object({
  input: z.unknown(),
  executionName: z.string().min(1),
  startedAt: z.iso.datetime(),
  /** The configured cities, a literal of the state machine's definition. */
  cities: z.array(citySchema).nonempty(),
});

const EXPECTED_INPUT =
  'Expected {} for the daily run, or some of ' +
  '{"from":"2024-01-15","to":"2024-01-17"}, {"cities":["Hanoi"]}, {"lookbackHours":72}, {"source":"archive"}, {"onlyMissing":true}';

/**
 * Turns the input of an execution into work items. Safe to repeat: the same execution gets the same plan.
 *
 * @throws InvalidRunInputError with every mistake of the input
 */
export const makeHandler =
  ({ settings, log }: Deps) =>
  async (event: unknown): Promise<Plan> => {
    const payload = parsePayload(payloadSchema, event, 'PlanRun payload');
    const inputSchema = makeRunInputSchema({
      cityNames: payload.cities.map(({ name }) => name),
      today: payload.startedAt.slice(0, 10),
      maxBackfillDays: settings.maxBackfillDays,
    });
    const input = parseOrThrow(
      inputSchema,
      payload.input,
      (mistakes) => new TerminalError('InvalidRunInputError', `Run input refused: ${mistakes}. ${EXPECTED_INPUT}`),
    );
    const plan = planRun(input, payload.executionName, payload.startedAt, { ...settings, cities: payload.cities });
    log.info('Planned the run', { runId: plan.runId, window: plan.window, workItems: plan.workItems.length });
    return plan;
  };
