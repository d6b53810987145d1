/** A column of an answer as far as its values are told to a machine. */
export interface AnswerColumn {
  readonly name: string;
  readonly typeName: string;
  /** Its times are in UTC. */
  readonly isUtc: boolean;
}

/** A statement that turns times into another zone. */
const CONVERTS = /\bconvert_timezone\b|\bat\s+time\s+zone\b/i;

/**
 * Whether the times of a column are in UTC: those that the warehouse stores are. They are not where the statement turns
 * them into another zone, nor in the columns of views that are named local.
 */
export const isUtcColumn = (name: string, sql: string): boolean => !CONVERTS.test(sql) && !/local/i.test(name);

/** A number of JSON; Postgres writes decimals without an exponent. */
const DECIMAL = /^-?\d+(?:\.\d+)?$/;

const LARGEST_SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/** Integers above 2^53 stay text, since most readers of JSON would take other digits for them. */
const isExact = (decimal: string): boolean => {
  const [whole = ''] = decimal.replace('-', '').split('.');
  return BigInt(whole) <= LARGEST_SAFE;
};

const toIsoTime = (text: string, zone: string): string =>
  /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/.test(text) ? `${text.replace(' ', 'T')}${zone}` : text;

/**
 * A value as JSON: decimals are numbers with all their digits, times are ISO 8601 with their zone, where it is known.
 * What JSON has no number for (NaN, integers above 2^53) becomes text.
 */
export const toJsonValue = (value: unknown, { typeName, isUtc }: AnswerColumn): string => {
  if (value === null || value === undefined) return 'null';
  const text = String(value);
  if (typeName === 'numeric' || typeof value === 'number' || typeof value === 'bigint') {
    if (typeof value === 'number' && Number.isFinite(value)) return text;
    return DECIMAL.test(text) && isExact(text) ? text : JSON.stringify(text);
  }
  if (typeName === 'timestamp') return JSON.stringify(toIsoTime(text, isUtc ? 'Z' : ''));
  if (typeName === 'timestamptz') return JSON.stringify(toIsoTime(text, '').replace(/([+-]\d\d)$/, '$1:00'));
  return JSON.stringify(value);
};
