import type { Publish } from '../../../lambdas/shared/adapters/topic';
import type { Console } from '../../cli/console';

/** Stands in for the topic of alerts: the message goes to the console. */
export const createConsoleTopic =
  (console: Console): Publish =>
  async (subject, message) => {
    console.tagged('WARNING', `Notification: ${subject}`);
    for (const line of message.split('\n')) console.below(line);
  };
