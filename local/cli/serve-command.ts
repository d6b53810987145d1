import { copyWarehouse } from '../serve/copy-warehouse';
import { newPassword } from '../serve/port';
import { createReader, READER } from '../serve/reader';
import { startPostgres } from '../serve/start-postgres';
import { postgresEngine } from '../warehouse/postgres';
import { databaseOf } from '../workflow/configured';
import { synthesize } from '../workflow/synthesis';
import { TemplateResolver } from '../workflow/template';
import { type Console, createConsole } from './console';
import { TEMPLATES } from './defaults';
import { untilStopped } from './process-end';
import { folderWithWarehouse, readWarehouse } from './read-warehouse';

/** Options of `openaq serve`. */
export interface ServeOptions {
  readonly dir: string;
  /** 0 for any that is free. */
  readonly port: number;
}

/** Where the warehouse can be reached. */
interface Address {
  readonly port: number;
  readonly database: string;
  readonly password: string;
}

/** What a program is given, in one line: to be copied. */
const addressesFor = ({ port, database, password }: Address): (readonly [program: string, line: string])[] => {
  const url = `postgresql://${READER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
  return [
    ['psql', `psql "${url}"`],
    ['Python', `psycopg2.connect("${url}")`],
    ['SQLAlchemy', `create_engine("postgresql+psycopg2${url.slice('postgresql'.length)}")`],
    ['DBeaver and others by JDBC: PostgreSQL', `jdbc:postgresql://127.0.0.1:${port}/${database}`],
  ];
};

const print = (console: Console, address: Address, at: Date): void => {
  const { port, database, password } = address;
  console.tagged('SUCCESS', `Serving ${database} at 127.0.0.1:${port} to ${READER}, who reads and cannot write`);
  for (const [program, line] of addressesFor(address)) {
    console.below(program);
    console.advise(line);
  }
  console.below('Metabase and whatever asks for fields: PostgreSQL without SSL');
  console.below(`   host 127.0.0.1, port ${port}, database ${database},`);
  console.below(`   user ${READER}, password ${password}`);
  console.tagged(
    'INFO',
    `It shows the warehouse of ${at.toISOString().slice(0, 19)}Z; runs may go on beside it, serve again to see what they load. Ctrl-C ends it`,
  );
};

/**
 * `openaq serve`: shows a copy of the laptop's warehouse to any program that speaks to PostgreSQL, on 127.0.0.1, until it is
 * stopped. The folder is in use only while it is copied. Returns the exit code.
 *
 * A password is asked for, since every account of a machine reaches its loopback. It is a new one each time unless
 * OPENAQ_SERVE_PASSWORD gives one that a saved connection can keep.
 *
 * @throws LocalFolderError when there is no warehouse or a run is using it
 * @throws PortError when the port is taken
 * @throws PostgresServerError when PostgreSQL does not start
 */
export const serveCommand = async ({ dir, port }: ServeOptions): Promise<number> => {
  folderWithWarehouse(dir);
  const console = createConsole(process.stdout);
  const database = databaseOf(new TemplateResolver(await synthesize(TEMPLATES)));
  console.tagged('START', 'PostgreSQL, with a copy of the warehouse');
  const server = await startPostgres(port, database);
  try {
    const engine = postgresEngine(server.url);
    const { copied, at } = await readWarehouse(dir, 'openaq serve', async (source) => ({
      at: new Date(),
      copied: await copyWarehouse(source, engine),
    }));
    const password = process.env['OPENAQ_SERVE_PASSWORD'] || newPassword();
    await createReader(engine, database, copied.schemas, password);
    console.tagged('OK', `Copied ${copied.tables} tables with ${copied.rows} rows and ${copied.views} views`);
    const stopped = untilStopped();
    print(console, { port: server.port, database, password }, at);
    const signal = await Promise.race([stopped, server.ended]);
    if (signal === undefined) throw new Error('PostgreSQL ended by itself: run "npx openaq serve" again');
    console.tagged('INFO', `Ended by ${signal}; the warehouse in ${dir} is as it was`);
    return 0;
  } finally {
    await server.stop();
  }
};
