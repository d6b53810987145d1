import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import type { StateMachineDefinition } from 'aws-local-stepfunctions';
import { z } from 'zod';
import { inputFor } from '../../lambdas/shared/domain/failure-message';
import { shortPath } from '../folder/probe';
import { writeWhole } from '../folder/write-whole';
import type { KeptHistory } from './history';
import type { Position } from './position';

/** The last failed run of a folder: all that a redrive needs. */
export interface FailedRun {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** UTC instant at which the run was started first. */
  readonly startedAt: string;
  /** Times that it was redriven. */
  readonly redriveCount: number;
  /** Fingerprint of the definition that it ran. */
  readonly definition: string;
  readonly position: Position;
  readonly history: KeptHistory;
}

/** There is nothing to redrive; the message says why in one sentence, and what to do instead. */
export class RedriveRefusedError extends Error {
  override readonly name = 'RedriveRefusedError';
}

/** Only what tells a whole file from something else: nobody but this program writes it, in one piece. */
const fileSchema = z.object({
  name: z.string(),
  input: z.record(z.string(), z.unknown()),
  startedAt: z.string(),
  redriveCount: z.int(),
  definition: z.string(),
  position: z.object({ state: z.string(), type: z.string(), data: z.unknown(), items: z.array(z.unknown()) }),
  history: z.object({ events: z.array(z.unknown()), newest: z.array(z.unknown()) }),
});

export const fingerprintOf = (definition: StateMachineDefinition): string =>
  createHash('sha256').update(JSON.stringify(definition)).digest('hex');

/** Keeps a failed run in place of an earlier one. The file appears whole or not at all. */
export const keepFailedRun = (file: string, run: FailedRun): void => writeWhole(file, JSON.stringify(run));

/** After a run that succeeded there is nothing to redrive. */
export const forgetFailedRun = (file: string): void => rmSync(file, { force: true });

const parsed = (file: string): FailedRun | undefined => {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) as FailedRun;
  } catch {
    return undefined;
  }
};

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
  const run = parsed(file);
  if (run === undefined) throw new RedriveRefusedError(`--redrive: ${shortPath(file)} is damaged; ${startRun()}`);
  const { name, input, position } = run;
  const newRun = startRun(inputFor({ input }, position.data));
  if (position.type === 'Fail') {
    throw new RedriveRefusedError(
      `--redrive: the run ${name} failed in ${position.state}, where it would end again; ${newRun}`,
    );
  }
  // AWS goes on with the definition that the run began with; here it is not kept.
  if (run.definition !== fingerprintOf(definition)) {
    throw new RedriveRefusedError(`--redrive: the state machine has changed since the run ${name} failed; ${newRun}`);
  }
  return run;
};
