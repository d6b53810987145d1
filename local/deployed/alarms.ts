import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { clientAt } from './place';
import type { DeployedStack } from './stack';

/** An alarm of the stack that has gone off. */
export interface OpenAlarm {
  readonly name: string;
  /** What it means and what to do, as one text. */
  readonly meaning: string;
  /** UTC instant since which it is so; null where CloudWatch does not tell. */
  readonly since: string | null;
}

/** Names that DescribeAlarms takes at once. */
const NAMES_AT_ONCE = 100;

/** The alarms of the stack that are in state ALARM. */
export const openAlarmsOf = async (stack: DeployedStack): Promise<OpenAlarm[]> => {
  const names = (await stack.resources())
    .filter(({ type }) => type === 'AWS::CloudWatch::Alarm')
    .map(({ physicalId }) => physicalId);
  const client = new CloudWatchClient(clientAt(stack.place));
  const open: OpenAlarm[] = [];
  for (let at = 0; at < names.length; at += NAMES_AT_ONCE) {
    const { MetricAlarms = [] } = await client.send(
      new DescribeAlarmsCommand({
        AlarmNames: names.slice(at, at + NAMES_AT_ONCE),
        StateValue: 'ALARM',
        MaxRecords: NAMES_AT_ONCE,
      }),
    );
    for (const { AlarmName = '', AlarmDescription = '', StateUpdatedTimestamp } of MetricAlarms) {
      open.push({ name: AlarmName, meaning: AlarmDescription, since: StateUpdatedTimestamp?.toISOString() ?? null });
    }
  }
  return open;
};
