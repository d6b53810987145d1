import { once } from 'node:events';
import { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type Engine, type Session, WarehouseUnavailableError } from './engine';
import { typeNameOf, VALUE_PARSERS } from './values';

const TEXT = (text: string): string => text;

const clientOf = (url: string): Client =>
  new Client({
    connectionString: url,
    // The session of Redshift is in UTC, whatever the server or the laptop prefers.
    options: '-c timezone=UTC',
    types: { getTypeParser: (oid: number) => VALUE_PARSERS[oid] ?? TEXT } as never,
  });

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

const connect = async (url: string): Promise<Client> => {
  const client = clientOf(url);
  try {
    await client.connect();
  } catch (error) {
    const { host, database } = client;
    throw new WarehouseUnavailableError(`cannot connect to database ${database} on ${host}: ${String(error)}`, {
      cause: error,
    });
  }
  return client;
};

/**
 * A PostgreSQL server as the engine, with a connection for each transaction, as the Data API has a session for each.
 * @throws WarehouseUnavailableError when the server does not answer
 */
export const openPostgres = async (url: string): Promise<Engine> => {
  await (await connect(url)).end();
  return {
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
  };
};
