/**
 * The two parts of undici 7.30.2 that `exchange.ts` uses. Its index loads a second fetch, mocks, cookies and sockets besides:
 * half of the time that the function extract takes to load (docs/performance.md).
 */
declare module 'undici/lib/dispatcher/agent' {
  import { Agent } from 'undici';
  export default Agent;
}

declare module 'undici/lib/api/api-request' {
  import type { Dispatcher } from 'undici';
  /** What the index makes a method of every dispatcher. */
  export default function request(
    this: Dispatcher,
    options: Dispatcher.RequestOptions,
  ): Promise<Dispatcher.ResponseData>;
}
