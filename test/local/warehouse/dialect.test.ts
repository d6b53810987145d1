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
    [
      'the default of a column',
      'create table t (at timestamp default getdate())',
      "at timestamp default date_trunc('second', timezone('UTC', statement_timestamp()))",
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

  it('replaces getdate() and sysdate wherever they stand, and not in quotes or comments', () => {
    const sql = "select getdate(), sysdate, 'getdate()' -- getdate()";

    expect(translate(sql)).toBe(
      "select date_trunc('second', timezone('UTC', statement_timestamp())), timezone('UTC', transaction_timestamp()), 'getdate()' -- getdate()",
    );
  });

  it('creates a user without a password', () => {
    expect(translate('create user u password disable nocreatedb nocreateuser')).toBe(
      'create user u password null nocreatedb nosuperuser',
    );
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
