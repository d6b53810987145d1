const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

const timestampOf = (date: Date): string => date.toISOString().replace('T', ' ').replace('Z', '');

const fieldOf = (value: unknown, column: string): string => {
  if (value === null || value === undefined) return '\\N';
  if (typeof value === 'string') return value.replace(/[\\\t\n\r]/g, (character) => ESCAPES[character] ?? character);
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  if (value instanceof Date) return timestampOf(value);
  throw new TypeError(`column ${column}: cannot write a value of type ${Object.prototype.toString.call(value)}`);
};

/**
 * Rows in the text format of Postgres's `copy`, several times as fast as an insert. A Date is written as UTC, null and
 * undefined as null.
 * @throws TypeError for a row of the wrong length or a value that no column type stands for
 */
export const toCopyText = (rows: readonly (readonly unknown[])[], columns: readonly string[]): string =>
  rows
    .map((row) => {
      if (row.length !== columns.length) {
        throw new TypeError(`a row has ${row.length} values for the ${columns.length} columns ${columns.join(', ')}`);
      }
      return `${row.map((value, index) => fieldOf(value, columns[index] ?? '')).join('\t')}\n`;
    })
    .join('');
