const NAME = '[a-z_][a-z0-9_]*';
const TABLE = `(?:${NAME}\\.)?${NAME}`;
const PRIVILEGE = '(?:select|insert|update|delete|drop|references|alter|truncate)';
const GRANTEE = `(?:${NAME}|role ${NAME}|group ${NAME}|public)`;
const USER_OPTION = [
  '(?:no)?createdb',
  '(?:no)?createuser',
  'syslog access (?:restricted|unrestricted)',
  `in group ${NAME}`,
  'connection limit (?:\\d+|unlimited)',
  'session timeout \\d+',
].join('|');

/**
 * The statements of Redshift that sqlglot keeps as unread text, each with its syntax as Redshift's manual gives it,
 * narrowed to what the project writes.
 * https://docs.aws.amazon.com/redshift/latest/dg/c_SQL_commands.html
 */
const SYNTAX: Readonly<Record<string, RegExp>> = {
  lock: new RegExp(`^lock(?: table)? ${TABLE}(?:, ${TABLE})*$`, 'i'),
  call: new RegExp(`^call ${TABLE}\\((?::${NAME}|'[^']*')?\\)$`, 'i'),
  'create user': new RegExp(`^create user ${NAME}(?: with)? password disable(?: (?:${USER_OPTION}))*$`, 'i'),
  grant: new RegExp(
    `^grant ${PRIVILEGE}(?:, ${PRIVILEGE})* on all tables in schema ${NAME} to ${GRANTEE}(?:, ${GRANTEE})*$`,
    'i',
  ),
  'alter default privileges': new RegExp(
    `^alter default privileges(?: for user ${NAME})?(?: in schema ${NAME})? grant ${PRIVILEGE}(?:, ${PRIVILEGE})* on tables to ${GRANTEE}$`,
    'i',
  ),
};

/** What a statement does that sqlglot could not read; undefined when it has not the syntax of Redshift either. */
export const kindOfUnread = (statement: string): string | undefined =>
  Object.keys(SYNTAX).find((kind) => SYNTAX[kind]?.test(statement));
