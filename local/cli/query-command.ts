import { toPostgres } from '../warehouse/dialect';
import { StatementFailedError, type Warehouse } from '../warehouse/warehouse';
import { type AnswerOptions, QueryError, toAnswer } from './answer';
import { toPrintableLine } from './printable';
import { readWarehouse } from './read-warehouse';
import { spanOf, statusLine } from './status-line';
import { type DatabaseMistake, meantBy } from './unknown-name';

/** Options of `openaq query` and of `openaq tables`. */
export interface QueryOptions extends AnswerOptions {
  readonly dir: string;
}

/** Where in the text the database stopped. It speaks of the translated statement, whose words are mostly the same. */
const placeOf = (sql: string, position: number): string => {
  const translated = toPostgres(sql);
  const before = translated.slice(0, position - 1).split('\n');
  const word = /^\S{1,40}/.exec(translated.slice(position - 1))?.[0];
  if (translated !== sql) return word === undefined ? '' : `, at ${word}`;
  return ` (line ${before.length}, character ${(before.at(-1)?.length ?? 0) + 1})`;
};

/** What Redshift has and this warehouse lacks looks like a mistake of the person. */
const adviceOn = ({ message }: DatabaseMistake): string =>
  message.startsWith('function ') ? "; docs/local-runner-support.md lists Redshift's functions that run here" : '';

const asOneLine = async (sql: string, error: unknown, warehouse: Warehouse): Promise<QueryError> => {
  const cause = error instanceof StatementFailedError ? error.cause : error;
  const mistake = cause as DatabaseMistake & { position?: string };
  const place = mistake.position === undefined ? '' : placeOf(sql, Number(mistake.position));
  const meant = await meantBy(mistake, sql, warehouse);
  const advice = meant.length > 0 ? `; did you mean ${meant.join(' or ')}?` : '';
  return new QueryError(toPrintableLine(`${mistake.message}${place}${advice || adviceOn(mistake)}`), { cause });
};

/**
 * `openaq query "<sql>"`: reads the laptop's warehouse; a statement that would write is refused by the database.
 *
 * @throws LocalFolderError when there is no warehouse or a run is using it
 * @throws QueryError in one line
 */
export const queryCommand = (sql: string, { dir, ...options }: QueryOptions): Promise<number> =>
  readWarehouse(dir, 'openaq query', async (warehouse) => {
    const asked = statusLine.during(
      (seconds) => `Asking the warehouse, ${spanOf(seconds)} so far`,
      () => warehouse.query(sql),
    );
    const result = await asked.catch(async (error: unknown) => {
      throw await asOneLine(sql, error, warehouse);
    });
    process.stdout.write(`${toAnswer(result, sql, options, process.stdout.columns)}\n`);
    return 0;
  });
