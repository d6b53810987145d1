import type { Console } from './console';
import type { Integration } from './workflow';

/** Stands in for `sns:publish`: the message goes to the console. */
export const createSnsPublish =
  (console: Console): Integration =>
  async ({ Subject, Message }) => {
    console.tagged('WARNING', `Notification: ${Subject ?? '(no subject)'}`);
    for (const line of String(Message).split('\n')) console.plain(`          ${line}`);
    return { MessageId: '00000000-0000-0000-0000-000000000000' };
  };
