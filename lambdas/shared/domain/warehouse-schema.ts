/** The schema that the files of `sql/` are written for. */
const WRITTEN_SCHEMA = 'openaq';

/** Puts another schema in place of the one that the files are written for: in `openaq.table` and after `schema`. */
export const inSchema = (sql: string, schema: string): string =>
  sql.replace(
    new RegExp(`(?<![\\w.])${WRITTEN_SCHEMA}(?=\\.[a-z_])|(?<=\\bschema (?:if not exists )?)${WRITTEN_SCHEMA}\\b`, 'g'),
    schema,
  );
