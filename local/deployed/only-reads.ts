import { shortened, toPlainText } from '../../lambdas/shared/domain/plain-text';
import { QueryError } from '../cli/answer';
import { wordsOf } from '../warehouse/sql-text';

/** How a statement begins that reads. */
const READS = /^\s*(?:select|with|show|explain)\b/i;

/**
 * Refuses a statement that may write: the Data API is asked as the administrator, and Redshift has no transaction that
 * only reads there. `select ... into` makes a table, and behind a semicolon another statement may stand.
 *
 * @throws QueryError
 */
export const requireReading = (sql: string): void => {
  const words = wordsOf(sql);
  if (READS.test(words) && !/\binto\b/i.test(words) && !/;\s*\S/.test(words)) return;
  throw new QueryError(
    `the deployed warehouse is only read: expected one statement that begins with select, with, show or explain and has no into, got ${JSON.stringify(shortened(toPlainText(sql), 80))}`,
  );
};
