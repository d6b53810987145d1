import { describeWithPython } from '../support/python';
import { runScripted } from '../support/scripted-run';
import { sqlFilesIn } from '../support/sql-files';
import { definitionOf } from '../support/state-machine';
import { SUCCESSFUL_RUN } from '../support/successful-run';
import { onlyStatement, type Reading, readSql } from './sqlglot';

/** What the statements of a folder may do. Anything else, a truncate (which commits) or a merge, does not belong there. */
const ALLOWED_KINDS = {
  schema: ['create schema if not exists', 'create table if not exists', 'lock', 'create procedure as', 'call'],
  cities: ['call'],
  load: ['lock', 'create temporary table as', 'delete', 'insert', 'update'],
  checks: ['create temporary table as', 'update', 'select'],
  looker: ['create user', 'grant', 'alter default privileges'],
  report: ['select'],
  questions: ['select'],
} as const;

/** The files that take parameters, with their names; the state machine and the report bind these and no others. */
const PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  'load/10_this_run.sql': [
    'cities',
    'cities_without_data',
    'requests',
    'rows_extracted',
    'run_id',
    'started_at',
    'values_missing',
    'values_nulled',
    'version',
    'window_end',
    'window_start',
  ],
  'cities/10_set_cities.sql': ['cities'],
  'checks/10_this_check.sql': ['min_expected_rows', 'run_id'],
  'report/05_cities.sql': ['cities', 'window_end', 'window_start'],
  'report/10_hours.sql': ['drawn_cities', 'window_end', 'window_start'],
  'report/12_months.sql': ['drawn_cities', 'window_end', 'window_start'],
  'report/15_hours_of_days.sql': ['drawn_cities', 'row_length', 'window_end', 'window_start'],
  'report/20_days.sql': ['drawn_cities', 'window_end', 'window_start'],
  'report/32_limit_days.sql': ['cities', 'window_end', 'window_start'],
  'report/34_limit_years.sql': ['cities', 'window_end', 'window_start'],
  'report/50_stations.sql': ['drawn_cities', 'window_end', 'window_start'],
  'report/60_rejected.sql': ['cities', 'window_end', 'window_start'],
  'report/70_audit.sql': ['window_end', 'window_start'],
};

/** Functions that sqlglot does not know and Redshift's manual does, each with its page. */
const DOCUMENTED_FUNCTIONS = [
  // https://docs.aws.amazon.com/redshift/latest/dg/r_OCTET_LENGTH.html
  'octet_length',
];

describeWithPython('SQL for Redshift, read by sqlglot', () => {
  const files = Object.keys(ALLOWED_KINDS).flatMap(sqlFilesIn);
  const cases = files.map(({ path }, index): [string, number] => [path, index]);
  let readings: Reading[] = [];
  beforeAll(async () => {
    readings = await readSql(
      files.map(({ text }) => text),
      'redshift',
    );
  });

  it.each(cases)('is one statement of a kind that its folder allows, with known functions: %s', (path, index) => {
    const { kind, placeholders, reservedNames, unknownFunctions } = onlyStatement(readings[index] as Reading);

    expect(ALLOWED_KINDS[path.split('/')[0] as keyof typeof ALLOWED_KINDS]).toContain(kind);
    expect(placeholders).toEqual(PARAMETERS[path] ?? []);
    expect(reservedNames).toEqual([]);
    expect(unknownFunctions.filter((name) => !DOCUMENTED_FUNCTIONS.includes(name))).toEqual([]);
  });
});

/** The statements in the bodies of the procedures, which sqlglot keeps as text; the words of PL/pgSQL around them go. */
const STATEMENTS_OF_PROCEDURES = sqlFilesIn('schema').flatMap(({ path, text }): [string, string][] => {
  const [, body = ''] = /\$\$([\s\S]*)\$\$/.exec(text) ?? [];
  return body
    .split(/;\n/)
    .map((statement) => statement.replace(/^[\s\S]*?(?=^ *(?:create view|insert|delete|comment)\b)/m, '').trim())
    .filter((statement) => /^(create|insert|delete|comment)/.test(statement))
    .map((statement) => [`${path} ${statement.slice(0, 60).split('\n')[0]}`, statement]);
});

describeWithPython('the statements in the procedures of the schema, read by sqlglot', () => {
  let readings: Reading[] = [];
  beforeAll(async () => {
    readings = await readSql(
      STATEMENTS_OF_PROCEDURES.map(([, sql]) => sql),
      'redshift',
    );
  });

  it('are found, every view among them', () => {
    expect(
      readings.map((reading) => onlyStatement(reading).kind).filter((kind) => kind === 'create view as'),
    ).toHaveLength(sqlFilesIn('schema').flatMap(({ text }) => text.match(/create view /g) ?? []).length);
  });

  it.each(STATEMENTS_OF_PROCEDURES.map(([name], index): [string, number] => [name, index]))(
    'is Redshift with known functions: %s',
    (_, index) => {
      const { kind, placeholders, reservedNames, unknownFunctions } = onlyStatement(readings[index] as Reading);

      expect(['create view as', 'insert', 'delete', 'comment']).toContain(kind);
      expect([placeholders, reservedNames, unknownFunctions]).toEqual([[], [], []]);
    },
  );
});

describeWithPython('SQL as a run sends it, with another schema', () => {
  let readings: Reading[] = [];
  beforeAll(async () => {
    const { calls } = await runScripted(definitionOf({ warehouse: { schema: 'air' } }), SUCCESSFUL_RUN);
    const sent = ['PrepareWarehouse', 'LoadWarehouse', 'ValidateLoad']
      .flatMap((state) => calls[state] ?? [])
      .flatMap(({ Sqls }) => Sqls as string[]);
    readings = await readSql(sent, 'redshift');
  });

  it('sends every file of sql/schema, sql/cities, sql/load and sql/checks as a statement of its own', () => {
    const files = ['schema', 'cities', 'load', 'checks'].flatMap(sqlFilesIn);

    expect(readings).toHaveLength(files.length);
    expect(readings.map(onlyStatement).filter(({ kind }) => kind === 'command')).toEqual([]);
  });

  it('has no parameter left in it', () => {
    expect(readings.map(onlyStatement).flatMap((statement) => statement.placeholders)).toEqual([]);
  });

  it('names the configured schema and no other', () => {
    expect([...new Set(readings.flatMap((reading) => onlyStatement(reading).schemas))]).toEqual(['air']);
  });
});

describeWithPython('SQL of the transform, read by sqlglot', () => {
  const files = sqlFilesIn('transform');
  const cases = files.map(({ path }, index): [string, number] => [path, index]);
  let spark: Reading[] = [];
  let duckdb: Reading[] = [];
  beforeAll(async () => {
    const texts = files.map(({ text }) => text);
    [spark, duckdb] = await Promise.all([readSql(texts, 'spark'), readSql(texts, 'duckdb')]);
  });

  it.each(cases)('is one select to Spark and to DuckDB: %s', (_, index) => {
    for (const dialect of [spark, duckdb]) {
      expect(onlyStatement(dialect[index] as Reading)).toMatchObject({
        kind: 'select',
        placeholders: [],
        unknownFunctions: [],
      });
    }
  });

  it.each(cases)('has the same syntax tree in both dialects: %s', (_, index) => {
    expect(onlyStatement(spark[index] as Reading).tree).toBe(onlyStatement(duckdb[index] as Reading).tree);
  });
});

describeWithPython('SQL of the archive, read by sqlglot', () => {
  const files = sqlFilesIn('archive');
  let readings: Reading[] = [];
  beforeAll(async () => {
    const texts = files.map(({ text }) => text);
    readings = await readSql(texts, 'spark');
  });

  it.each(files.map(({ path }, index): [string, number] => [path, index]))('is one select to Spark: %s', (_, index) => {
    expect(onlyStatement(readings[index] as Reading)).toMatchObject({ kind: 'select', placeholders: [] });
  });
});

describeWithPython('the reading itself', () => {
  it.each([
    ['text that is no SQL', 'selec 1'],
    ['a statement that sqlglot gives up', 'vacuum full openaq.fact_measurements'],
    ['a grant that is not in the manual', 'grant select on all tables in schema openaq for looker_readonly'],
    ['two statements', 'select 1; select 2'],
    ['no statement', '-- nothing'],
  ])('refuses %s', async (_, sql) => {
    const [reading] = await readSql([sql], 'redshift');

    expect(() => onlyStatement(reading as Reading)).toThrow();
  });

  it.each([
    ['truncate openaq.load_audit', 'truncatetable'],
    ['merge into a using b on a.k = b.k when matched then delete', 'merge'],
    ["copy a from 's3://b/c' iam_role 'r' format parquet", 'copy'],
    ['commit', 'commit'],
  ])('tells from a load: %s', async (sql, kind) => {
    const [reading] = await readSql([sql], 'redshift');

    expect(onlyStatement(reading as Reading).kind).toBe(kind);
    expect(ALLOWED_KINDS.load).not.toContain(kind);
  });
});
