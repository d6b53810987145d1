import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An API that takes every request and never answers, so that a run stays in its extraction. */
export const startSilentApi = async (): Promise<{ url: string; close(): void }> => {
  const server = createServer(() => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
};
