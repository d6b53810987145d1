import { OUTPUTS } from '../../lambdas/shared/domain/lake';
import { type SqlFile, sqlFilesIn } from '../support/sql-files';

const FOLDERS = ['schema', 'cities', 'load', 'checks', 'looker', 'report', 'status'];
const FILES = FOLDERS.flatMap(sqlFilesIn);
const CASES: [string, SqlFile][] = FILES.map((file) => [file.path, file]);

const HEADER_FIELDS = ['grain', 'key', 'inputs', 're-run', 'why'];

/** The file without its comments. */
const codeOf = ({ text }: SqlFile): string => text.replace(/--[^\n]*/g, '');
const commentsOf = ({ text }: SqlFile): string => [...text.matchAll(/--[^\n]*/g)].map(([line]) => line).join('\n');

describe.each(CASES)('sql/%s', (path, file) => {
  it('begins with a header that says grain, key, inputs, behaviour of a re-run, and why', () => {
    const header = /^(?:--[^\n]*\n)+/.exec(file.text)?.[0] ?? '';

    for (const field of HEADER_FIELDS) expect(header).toMatch(new RegExp(`(^-- |\\. )${field}: `, 'm'));
  });

  it('holds one statement, ended by one semicolon', () => {
    expect(
      codeOf(file)
        .replace(/'[^']*'|\$\$[\s\S]*\$\$/g, '')
        .match(/;/g),
    ).toHaveLength(1);
    expect(file.text).toMatch(/;\n$/);
  });

  it('has comments without quotes, semicolons and colons before a letter, which a parser of parameters might take', () => {
    expect(commentsOf(file)).not.toMatch(/['";]|:[A-Za-z_]/);
  });

  it('neither truncates, which commits, nor merges, nor replaces a table', () => {
    expect(codeOf(file)).not.toMatch(/\b(truncate|merge|create\s+or\s+replace\s+(?!procedure)|drop|on\s+conflict)\b/i);
  });

  it('changes a table in the numbered steps only, one column a statement, the form that Redshift has', () => {
    const changes = [...codeOf(file).matchAll(/alter\s+table[^;]*/gi)].map(([text]) => text);

    if (path !== 'schema/95_migrate_schema.sql') expect(changes).toEqual([]);
    for (const change of changes) {
      expect(change).toMatch(
        /^alter table openaq\.\w+ add column \w+ [a-z]+( precision)?(\(\d+(, \d+)?\))?( default [\w']+)?( not null)?$/,
      );
    }
  });

  it('deletes by a table after using, without a subquery, the form that the manual of delete shows', () => {
    const code = codeOf(file);

    if (/^\s*delete/.test(code)) expect(code).not.toMatch(/\b(in|exists)\s*\(|\(\s*select/i);
  });

  it('creates a permanent table from columns, never from a query', () => {
    expect(codeOf(file)).not.toMatch(/create\s+table[^;(]*\bas\b/i);
  });

  it('casts with cast(), since :: looks like a parameter', () => {
    expect(file.text).not.toContain('::');
  });

  it('names no date and no password', () => {
    expect(codeOf(file)).not.toMatch(/'\d{4}-\d{2}-\d{2}|password\s+'/i);
  });

  it('has parameters only where the state machine or the report fills them in', () => {
    const parameters = [...codeOf(file).matchAll(/:([A-Za-z_]+)/g)].map(([, name]) => name);
    const drawn = ['window_start', 'window_end', 'drawn_cities'];
    const allowed: Readonly<Record<string, string[]>> = {
      'load/10_this_run.sql': [
        'run_id',
        'window_start',
        'window_end',
        'cities',
        'started_at',
        'rows_extracted',
        'values_missing',
        'values_nulled',
        'requests',
        'cities_without_data',
        'version',
      ],
      'cities/10_set_cities.sql': ['cities'],
      'checks/10_this_check.sql': ['run_id', 'min_expected_rows'],
      'report/05_cities.sql': ['window_start', 'window_end', 'cities'],
      'report/10_hours.sql': drawn,
      'report/12_months.sql': drawn,
      'report/15_hours_of_days.sql': [...drawn, 'row_length'],
      'report/20_days.sql': [...drawn, ...drawn],
      'report/32_limit_days.sql': ['window_start', 'window_end', 'cities'],
      'report/34_limit_years.sql': ['window_start', 'window_end', 'cities'],
      'report/50_stations.sql': drawn,
      'report/60_rejected.sql': ['window_start', 'window_end', 'cities'],
      'report/70_audit.sql': ['window_end', 'window_start'],
    };
    expect(parameters).toEqual(allowed[path] ?? []);
  });

  it('keeps to lower case outside of quotes', () => {
    expect(codeOf(file).replace(/'[^']*'/g, '')).not.toMatch(/[A-Z]/);
  });
});

const OF_SPARK = ['transform', 'archive'].flatMap(sqlFilesIn);

describe.each(OF_SPARK.map((file): [string, SqlFile] => [file.path, file]))('sql/%s', (_, file) => {
  it('is one query without parameters, dates or :: of its own', () => {
    const code = codeOf(file);

    expect(code).toMatch(/^\s*(select|with)\b/);
    expect(code).not.toMatch(/;|:[A-Za-z_:]|'\d{4}-\d{2}-\d{2}/);
  });
});

describe('sql/', () => {
  it.each(FOLDERS)('orders the statements of %s by a number in their names', (folder) => {
    for (const { path } of sqlFilesIn(folder)) expect(path).toMatch(/\/\d{2}_[a-z_]+\.sql$/);
  });

  it('creates everything under sql/schema only if it does not exist', () => {
    for (const { text } of sqlFilesIn('schema').filter(({ path }) => path < 'schema/91')) {
      expect(text).toMatch(/^create (table|schema) if not exists openaq/m);
    }
  });

  it('takes the lock before anything is read, in the order in which the Glue job writes', () => {
    const [lock] = sqlFilesIn('load');

    expect([...codeOf(lock as SqlFile).matchAll(/openaq\.(\w+)/g)].map(([, table]) => table)).toEqual(OUTPUTS);
  });

  it('numbers the steps of the schema from 1, each remembered once', () => {
    const text = sqlFilesIn('schema').find(({ path }) => path.endsWith('migrate_schema.sql'))?.text ?? '';
    const tested = [...text.matchAll(/if newest < (\d+) then/g)].map(([, step]) => Number(step));
    const remembered = [...text.matchAll(/schema_migrations \(step, name\) values \((\d+),/g)].map(([, step]) =>
      Number(step),
    );

    expect(tested).toEqual(tested.map((_, index) => index + 1));
    expect(remembered).toEqual(tested);
  });

  it('fits a load into one request of the Data API', () => {
    expect(sqlFilesIn('load').length).toBeLessThanOrEqual(40);
    for (const { text } of FILES) expect(Buffer.byteLength(text)).toBeLessThan(100_000);
  });
});
