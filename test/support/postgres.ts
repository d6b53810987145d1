import { type PostgresServer, startPostgres } from '../../local/serve/start-postgres';

/** A real PostgreSQL for a whole test file: what PGlite with its one session cannot show. Gives its URL. */
export const usePostgres = (): (() => string) => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres(0, 'postgres');
  });
  afterAll(() => server?.stop());
  return () => server.url;
};
