import { createOpenAqClient, type OpenAqClientOptions } from '../../lambdas/shared/adapters/openaq/client';
import { createVirtualClock } from './virtual-clock';

/** As long as a real key, so that finding it in a message is no accident. */
export const API_KEY = '0123456789abcdef'.repeat(4);

/** A client on a virtual clock with half of every jitter, and everything that it logged. */
export const openClient = (apiUrl: string, options: Partial<OpenAqClientOptions> = {}) => {
  const clock = createVirtualClock();
  const logged: unknown[] = [];
  const note = (message: string, fields: Record<string, unknown>): void => {
    logged.push({ message, ...fields });
  };
  const client = createOpenAqClient({
    apiUrl,
    apiKey: API_KEY,
    now: clock.now,
    sleep: clock.sleep,
    random: () => 0.5,
    log: { info: note, warn: note },
    ...options,
  });
  return { client, clock, logged };
};
