import { CloudWatchLogsClient, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import { isRecord, parseJson } from '../../lambdas/shared/domain/json';
import { UsageError } from '../cli/run-options';
import type { StateLog } from './log-groups';
import { clientAt } from './place';
import type { DeployedStack } from './stack';

/** A line of a log. */
export interface LogLine {
  /** UTC instant. */
  readonly at: string;
  readonly message: string;
}

/** Of a time, epoch milliseconds: from, and to where it has ended. */
export interface LogSpan {
  readonly startTime: number;
  readonly endTime?: number | undefined;
}

/**
 * The lines of a log in a span of time, oldest first, each page when it is asked for.
 * @throws UsageError when there is no such group
 */
export async function* logLines(
  stack: DeployedStack,
  { group, pattern }: StateLog,
  span: LogSpan,
): AsyncGenerator<LogLine> {
  const client = new CloudWatchLogsClient(clientAt(stack.place));
  const input = { logGroupName: group, filterPattern: pattern, ...span };
  try {
    for await (const { events = [] } of paginateFilterLogEvents({ client }, input)) {
      for (const { timestamp = 0, message = '' } of events) {
        yield { at: new Date(timestamp).toISOString(), message: message.trimEnd() };
      }
    }
  } catch (error) {
    if ((error as Error).name !== 'ResourceNotFoundException') throw error;
    throw new UsageError([`there is no log group ${group} yet: the first run makes it`]);
  }
}

/** Fields that say of every line the same, or what stands beside them. */
const LEFT_OUT = new Set([
  'timestamp',
  'level',
  'message',
  'service',
  'sampling_rate',
  'xray_trace_id',
  'requestId',
  'time',
  'logger',
]);

/** A field as `name=value`, one of an object by each of its own. */
const toPairs = (name: string, value: unknown): string[] => {
  if (isRecord(value)) return Object.entries(value).flatMap(([own, part]) => toPairs(`${name}.${own}`, part));
  return [`${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`];
};

/**
 * A line as a person reads it: of a JSON object its level, its message and the other fields; what Lambda itself says of
 * each invocation is left out.
 *
 * @returns undefined for a line that is left out
 */
export const toReadable = ({ at, message }: LogLine): string | undefined => {
  const time = at.slice(0, 19).replace('T', ' ');
  const fields = parseJson(message);
  if (!isRecord(fields)) return /^(?:START|END|REPORT|INIT_START) /.test(message) ? undefined : `${time}  ${message}`;
  if (String(fields['type']).startsWith('platform.')) return undefined;
  const { level = '', message: words, type } = fields;
  // An event of the state machine has no message: what happened is its type.
  const said = words === undefined ? ['type', type] : ['message', words];
  const others = Object.entries(fields).filter(([name]) => !LEFT_OUT.has(name) && name !== said[0]);
  const told = others.flatMap(([name, value]) => toPairs(name, value));
  return [time, level && String(level).padEnd(5), said[1], ...told].filter(Boolean).join('  ');
};
