import { existsSync, mkdirSync, statfsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Mutex, PGlite, type Transaction, types } from '@electric-sql/pglite';
import { unpackCluster } from './cluster';
import { type Engine, type Session, WarehouseUnavailableError } from './engine';
import '../setup/v8-flags';

const asText = (text: string): string => text;

/** PGlite makes instants of these, while Redshift's Data API gives their text; decimals are text anyhow. */
export const VALUE_PARSERS: Readonly<Record<number, (text: string) => string>> = {
  [types.DATE]: asText,
  [types.TIMESTAMP]: asText,
  [types.TIMESTAMPTZ]: asText,
};

/** By the number that Postgres gives a type. */
const NAMES = new Map<unknown, string>(Object.entries(types).map(([name, oid]) => [oid, name.toLowerCase()]));

/** Redshift's name of a type; Postgres's `text` is a `varchar` there. */
export const typeNameOf = (oid: number): string => (oid === types.TEXT ? 'varchar' : (NAMES.get(oid) ?? 'unknown'));

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const makeDirectory = (directory: string): void => {
  try {
    mkdirSync(directory, { recursive: true });
  } catch (cause) {
    throw new WarehouseUnavailableError(`cannot write the warehouse in ${directory}: ${reasonOf(cause)}`, { cause });
  }
};

/** TypeScript knows it with the browser's types alone. */
declare const WebAssembly: { compile(bytes: Uint8Array): Promise<object> };

let compiled: Promise<object> | undefined;

/**
 * Compiles PGlite, once in a process. A command that begins with it has that done in other threads, beside what comes
 * before its warehouse.
 */
export const compilePglite = (): Promise<object> => {
  if (compiled === undefined) {
    compiled = readFile(join(dirname(require.resolve('@electric-sql/pglite')), 'pglite.wasm')).then(
      WebAssembly.compile,
    );
    // Who opens a warehouse hears of it.
    compiled.catch(() => {});
  }
  return compiled;
};

const start = async (directory: string): Promise<PGlite> => {
  const messages: string[] = [];
  try {
    const dataDir = join(directory, 'pgdata');
    if (!existsSync(join(dataDir, 'PG_VERSION'))) unpackCluster(dataDir);
    return await PGlite.create({
      dataDir,
      pgliteWasmModule: await compilePglite(),
      parsers: VALUE_PARSERS,
      onStderr: (line) => {
        messages.push(line);
        return false;
      },
    });
  } catch (error) {
    if (error instanceof WarehouseUnavailableError) throw error;
    const fatal = /(?:FATAL|PANIC): .*/.exec(messages.join('\n'))?.[0] ?? reasonOf(error);
    // Nothing is wrong with what is there.
    if (/No space left on device|ENOSPC/.test(fatal))
      throw new WarehouseUnavailableError(
        `the warehouse in ${directory} cannot be opened on a full disk (${fatal}); make room and run again`,
        { cause: error },
      );
    throw new WarehouseUnavailableError(
      `the warehouse in ${directory} is damaged or of another version (${fatal}); delete the directory and run again`,
      { cause: error },
    );
  }
};

/**
 * Postgres writes its log in files of 1 MB. Where the next does not fit on the disk it panics, and PGlite then turns in a loop
 * for ever: of a disk of 10 MB that a run had filled, the process had to be killed (PGlite 0.5.16).
 */
const LEAST_FREE_MIB = 4;

/** Of the disk; a folder that is gone lacks no room. */
const freeMibOf = (directory: string): number => {
  if (!existsSync(directory)) return Number.POSITIVE_INFINITY;
  const { bavail, bsize } = statfsSync(directory);
  return (bavail * bsize) / 1_024 ** 2;
};

/** @throws WarehouseUnavailableError when a transaction might not fit on the disk */
const requireRoom = (directory: string): void => {
  const free = freeMibOf(directory);
  if (free >= LEAST_FREE_MIB) return;
  throw new WarehouseUnavailableError(
    `the disk of the warehouse in ${directory} is full: it needs ${LEAST_FREE_MIB} MiB for a transaction, and ${free.toFixed(1)} are free; make room and run again`,
  );
};

const sessionOf = (transaction: Transaction): Session => ({
  run: async (sql, parameters = []) => {
    const result = await transaction.query<unknown[]>(sql, [...parameters], { rowMode: 'array' });
    return {
      columns: result.fields.map((field) => ({ name: field.name, typeName: typeNameOf(field.dataTypeID) })),
      rows: result.rows,
      rowCount: Math.max(result.rows.length, result.affectedRows ?? 0),
    };
  },
  copyIn: async (target, text) => {
    await transaction.query(`copy ${target} from '/dev/blob'`, [], { blob: new Blob([text]) });
  },
});

/**
 * PGlite as the engine: Postgres in this process, its files under `directory`, which this process must hold, since
 * PGlite itself lets two write the same files and damage them.
 * @throws WarehouseUnavailableError when the directory cannot be written or is damaged
 */
export const openPglite = async (directory: string): Promise<Engine> => {
  const absolute = resolve(directory);
  makeDirectory(absolute);
  const pglite = await start(absolute);
  // PGlite's own queue would let the next transaction in before the session is reset.
  const mutex = new Mutex();
  return {
    transact: (work) =>
      mutex.runExclusive(async () => {
        requireRoom(absolute);
        try {
          return (await pglite.transaction((transaction) => work(sessionOf(transaction)))) as Awaited<
            ReturnType<typeof work>
          >;
        } finally {
          // PGlite has one session for all; a session of its own would start without temp tables and settings.
          await pglite.exec('discard all');
        }
      }),
    // Without room for its checkpoint it is left as a process leaves it that is killed: the next start goes through the log.
    close: () =>
      mutex.runExclusive(async () => {
        if (freeMibOf(absolute) >= LEAST_FREE_MIB) await pglite.close();
      }),
  };
};
