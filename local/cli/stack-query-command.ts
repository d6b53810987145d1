import { DataApi } from '../deployed/data-api';
import { Executions } from '../deployed/executions';
import { requireReading } from '../deployed/only-reads';
import type { StackOptions } from '../deployed/place';
import { type AnswerOptions, toAnswer } from './answer';
import { onStack } from './on-stack';
import { interrupted, sayWhenInterrupted, untilStopped } from './process-end';

/** Options of `openaq query` that ask the deployed warehouse. */
export type StackQueryOptions = AnswerOptions & StackOptions;

/**
 * `openaq query --stack`: asks the warehouse of the deployed stack. Ctrl-C cancels the statement there as well. Returns
 * the exit code.
 *
 * @throws QueryError in one line
 */
export const stackQueryCommand = (sql: string, { stack, region, profile, ...options }: StackQueryOptions) => {
  requireReading(sql);
  return onStack({ stack, region, profile } as StackOptions, async (deployed) => {
    const api = await DataApi.open(deployed, new Executions(deployed));
    sayWhenInterrupted('the statement was cancelled');
    const answered = await Promise.race([api.query(sql), untilStopped()]);
    if (typeof answered === 'string') {
      await api.cancel();
      return interrupted(answered);
    }
    process.stdout.write(`${toAnswer(answered, sql, options, process.stdout.columns)}\n`);
    return 0;
  });
};
