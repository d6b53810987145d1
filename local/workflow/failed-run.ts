import { existsSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import type { StateMachineDefinition } from 'aws-local-stepfunctions';
import * as z from 'zod';
import { inputFor } from '../../lambdas/shared/domain/failure-message';
import { isRecord, parseJson } from '../../lambdas/shared/domain/json';
import { shortPath } from '../folder/probe';
import { writeWhole } from '../folder/write-whole';
import type { EventLog } from './history';
import { type Position, positionOf } from './redrive';

/** An execution to be run, or run on. */
export const executionSchema = z.object({
  name: z.string(),
  input: z.record(z.string(), z.unknown()),
  /** UTC instant at which it was started first. */
  startedAt: z.string(),
  /** Times that it was redriven. */
  redriveCount: z.int(),
  /** What happened so far; none when it is to begin. */
  events: z.array(z.custom<EventLog>(isRecord)),
});

export type Execution = z.infer<typeof executionSchema>;

/** With the definition that it ran. Only what tells a whole file from something else: nobody but this program writes it. */
const fileSchema = executionSchema.extend({ definition: z.unknown() });

/** The failed run of a folder, and where it failed. */
interface FailedRun {
  readonly execution: Execution;
  readonly position: Position;
}

/** There is nothing to redrive; the message says why in one sentence, and what to do instead. */
export class RedriveRefusedError extends Error {
  override readonly name = 'RedriveRefusedError';
}

/** Keeps a failed run in place of an earlier one. The file appears whole or not at all. */
export const keepFailedRun = (file: string, definition: StateMachineDefinition, execution: Execution): void =>
  writeWhole(file, JSON.stringify({ ...execution, definition } satisfies z.infer<typeof fileSchema>));

/**
 * The failed run of a folder, to be redriven.
 *
 * @param startRun how to start a run with an input, as the end of a sentence
 * @throws RedriveRefusedError
 */
export const redrivableRun = (
  file: string,
  definition: StateMachineDefinition,
  startRun: (input?: Readonly<Record<string, unknown>>) => string,
): FailedRun => {
  if (!existsSync(file)) throw new RedriveRefusedError(`--redrive: no failed run is kept at ${shortPath(file)}`);
  const { data: run } = fileSchema.safeParse(parseJson(readFileSync(file, 'utf8')));
  const position = positionOf(run?.events ?? []);
  if (run === undefined || position === undefined)
    throw new RedriveRefusedError(`--redrive: ${shortPath(file)} is damaged; ${startRun()}`);
  const { definition: ran, ...execution } = run;
  const newRun = startRun(inputFor(run, position.data));
  if (position.type === 'Fail')
    throw new RedriveRefusedError(
      `--redrive: the run ${run.name} failed in ${position.state}, where it would end again; ${newRun}`,
    );
  // AWS goes on with the definition that the run began with; here the stand-ins are those of the template as it is now.
  if (!isDeepStrictEqual(ran, definition))
    throw new RedriveRefusedError(
      `--redrive: the state machine has changed since the run ${run.name} failed; ${newRun}`,
    );
  return { execution, position };
};
