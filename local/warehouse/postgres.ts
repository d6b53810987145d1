import { once } from 'node:events';
import { types } from '@electric-sql/pglite';
import { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Engine, Session } from './engine';
import { typeNameOf, VALUE_PARSERS } from './pglite';

/** As PGlite parses them, which has none for text and decimals. */
const PARSERS = { ...types.parsers, ...VALUE_PARSERS };

const connect = async (url: string): Promise<Client> => {
  const client = new Client({
    connectionString: url,
    // The session of Redshift is in UTC, whatever the server or the laptop prefers.
    options: '-c timezone=UTC',
    types: { getTypeParser: (oid: number) => PARSERS[oid] ?? String } as never,
  });
  await client.connect();
  return client;
};

const sessionOf = (client: Client): Session => ({
  run: async (sql, parameters = []) => {
    const result = await client.query<unknown[]>({ text: sql, values: [...parameters], rowMode: 'array' });
    return {
      columns: result.fields.map((field) => ({ name: field.name, typeName: typeNameOf(field.dataTypeID) })),
      rows: result.rows,
      rowCount: result.rowCount ?? 0,
    };
  },
  copyIn: async (target, text) => {
    const stream = client.query(copyFrom(`copy ${target} from stdin`));
    stream.end(text);
    await once(stream, 'finish');
  },
});

/** A PostgreSQL server as the engine, with a connection for each transaction, as the Data API has a session for each. */
export const postgresEngine = (url: string): Engine => ({
  transact: async (work) => {
    const client = await connect(url);
    try {
      await client.query('begin');
      const result = await work(sessionOf(client));
      await client.query('commit');
      return result;
    } finally {
      // Ends the session: what is not committed is rolled back, and temp tables go.
      await client.end();
    }
  },
  close: async () => {},
});
