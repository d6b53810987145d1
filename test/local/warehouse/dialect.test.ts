import { toPostgres } from '../../../local/warehouse/dialect';
import { sqlFilesIn } from '../../support/sql-files';

/** One space for each run of white space, so that a test speaks of the SQL alone. */
const translate = (sql: string): string => toPostgres(sql).replace(/\s+/g, ' ').trim();

describe('the translation of Redshift SQL', () => {
  it.each([
    [
      'an identity',
      'create table t (id bigint identity(5, 2) not null)',
      'id bigint generated always as identity (start with 5 increment by 2) not null',
    ],
    [
      'a width in bytes',
      'create table t (name varchar(10))',
      'name varchar(10) constraint name_at_most_10_bytes check (octet_length(name) <= 10)',
    ],
  ])('expresses %s', (_, sql, column) => {
    expect(translate(sql)).toBe(`create table t (${column})`);
  });

  it.each([
    ['diststyle', 'create table t (a integer) diststyle all'],
    ['distkey', 'create table t (a integer) diststyle key distkey (a)'],
    ['sortkey', 'create table t (a integer) sortkey (a, b)'],
    ['a primary key of the table', 'create table t (a integer, primary key (a))'],
    ['a primary key of a column', 'create table t (a integer primary key)'],
    ['a unique constraint', 'create table t (a integer unique, unique (a))'],
  ])('drops %s, which a laptop lacks or Redshift does not enforce', (_, sql) => {
    expect(translate(sql)).toBe('create table t (a integer)');
  });

  it('leaves a table that is made from a query as it is', () => {
    const sql = 'create temp table t as select cast(a as varchar(10)) as name from s';

    expect(translate(sql)).toBe(sql);
  });

  it('changes nothing in a default that is a text', () => {
    const sql = "create table t (a integer default 'distkey (a), primary key')";

    expect(translate(sql)).toBe(sql);
  });

  it('replaces sysdate wherever it stands, and not in quotes or comments', () => {
    const sql = "select getdate(), sysdate, 'sysdate' -- sysdate";

    expect(translate(sql)).toBe("select getdate(), timezone('UTC', transaction_timestamp()), 'sysdate' -- sysdate");
  });

  it('creates a user without a password', () => {
    expect(translate('create user u password disable nocreatedb nocreateuser')).toBe(
      'create user u password null nocreatedb nosuperuser',
    );
  });

  it.each([
    ['in a query', 'select top 2 a from t order by a desc;', 'select a from t order by a desc limit 2;'],
    ['before a comment', 'select top 2 a from t -- the first', 'select a from t limit 2 -- the first'],
    ['behind a text', "select top 2 a from t where b = ')'", "select a from t where b = ')' limit 2"],
    [
      'in a subquery and around it',
      'select top 1 a from (select top 5 distinct a from t union_of) as s',
      'select a from (select distinct a from t union_of limit 5) as s limit 1',
    ],
    [
      'below a union that is not its own',
      'with s as (select a from t union select b from t) select top 1 a from s',
      'with s as (select a from t union select b from t) select a from s limit 1',
    ],
    ['as a column', 'select top from t', 'select top from t'],
  ])('writes top %s as a limit', (_, sql, expected) => {
    expect(translate(sql)).toBe(expected);
  });

  it.each([
    'select top 1 a from t union select a from s',
    'select a from t except select top 1 a from s',
    'select top 1 a from t limit 2',
  ])('refuses a top that would be a limit of something else: %s', (sql) => {
    expect(() => toPostgres(sql)).toThrow(
      'select top 1 in a query with union, intersect, except or limit cannot run on the local warehouse: write limit 1 at the end of a query in parentheses of its own',
    );
  });

  it.each([
    ['a part of a date', 'datediff(hrs, a, getdate())', "datediff('hour', a, getdate())"],
    ['a call within a call', 'nvl(dateadd(m, -1, nvl(a, b)), c)', "coalesce(dateadd('minute', -1, coalesce(a, b)), c)"],
    ['a comma in quotes', "nvl2(a, 'b, (c', d)", "case when (a) is not null then 'b, (c' else d end"],
    [
      'a list in order',
      "listagg(distinct a, ',') within group (order by b) as c",
      "listagg(distinct a, ',' order by b) as c",
    ],
    [
      'a list over a window',
      'listagg(a) within group (order by b desc) over (partition by c)',
      'listagg(a) over (partition by c order by b desc rows between unbounded preceding and unbounded following)',
    ],
    ['a list as it comes', "listagg(a, ',') over ()", "listagg(a, ',') over ()"],
    ['a count', 'approximate count(distinct a)', 'count(distinct a)'],
  ])('writes %s as Postgres has it', (_, call, expected) => {
    expect(translate(`select ${call}`)).toContain(`select ${expected}`);
  });

  it.each([
    'select \'nvl(a, b)\', "nvl(a" from t -- nvl(',
    'select s.decode(a, b), my_nvl(a, b) from s',
    'select nvl from t',
    'select nvl(a from t',
  ])('leaves what is no call: %s', (sql) => {
    expect(toPostgres(sql)).toBe(sql);
  });

  it.each([
    [
      'dateadd(fortnight, 1, a)',
      'dateadd(fortnight, ...) cannot run on the local warehouse: the parts here are year, quarter',
    ],
    ['extract(ms from a)', 'extract(ms, ...) cannot run on the local warehouse'],
    ['date_part(decade, a)', 'date_part(decade, ...) cannot run on the local warehouse'],
    ["decode('6869', 'hex')", 'decode of a text cannot run on the local warehouse'],
  ])('refuses %s', (call, message) => {
    expect(() => toPostgres(`select ${call}`)).toThrow(message);
  });

  it.each([
    ['copy t from s3', 'COPY'],
    ["unload ('select 1') to 's3'", 'UNLOAD'],
    ['truncate t', 'TRUNCATE'],
    ['merge into t using s on true when matched then delete', 'MERGE'],
    ['vacuum t', 'VACUUM'],
    ['-- nothing', 'an empty statement'],
    ['select 1; select 2', 'a second statement'],
    ['select current_timestamp', 'current_timestamp'],
    ['select now()', 'now'],
    ['insert into t values (1) on conflict do nothing', 'conflict'],
    ['select count(*) filter (where true)', 'filter'],
    ['delete from t returning a', 'returning'],
    ['create table t (a integer references s (a))', 'references'],
    ['select a from t qualify row_number() over (order by b) = 1', 'qualify'],
  ])('refuses %j by name', (sql, name) => {
    expect(() => toPostgres(sql)).toThrow(`${name} cannot run on the local warehouse`);
  });

  it('refuses a quote that is not closed', () => {
    expect(() => toPostgres("select 'a")).toThrow('unterminated quote at "\'a"');
  });

  it.each(
    [...sqlFilesIn('load'), ...sqlFilesIn('checks')]
      .filter(({ text }) => !text.includes('create temp table'))
      .map(({ path, text }) => [path, text]),
  )('leaves sql/%s as it is, since it says nothing that only Redshift knows', (_, text) => {
    expect(toPostgres(text)).toBe(text);
  });
});
