import type { Tried } from './tried';

/** A statement that `openaq query` must not run, and what it says. */
export interface Statement extends Tried {
  readonly sql: string;
  readonly says: RegExp;
}

const READ_ONLY = /cannot execute .* in a read-only transaction/;
const SECOND = /^a second statement cannot run/;
const NONE = /cannot run on the local warehouse/;

const refused = (what: string, sql: string, says: RegExp): Statement => ({
  where: 'openaq query',
  what,
  outcome: 'refused in one sentence, nothing written',
  sql,
  says,
});

export const STATEMENTS: readonly Statement[] = [
  refused('delete', 'delete from openaq.fact_measurements', READ_ONLY),
  refused('update', "update openaq.dim_locations set city = 'Paris'", READ_ONLY),
  refused('insert', "insert into openaq.dim_cities (city) values ('Paris')", READ_ONLY),
  refused('truncate', 'truncate openaq.load_audit', NONE),
  refused('drop table', 'drop table openaq.fact_measurements', READ_ONLY),
  refused('drop schema', 'drop schema openaq cascade', READ_ONLY),
  refused('create table', 'create table openaq.mine as select 1 as one', READ_ONLY),
  refused('alter table', 'alter table openaq.fact_measurements drop column pm25', READ_ONLY),
  refused('grant', 'grant all on openaq.fact_measurements to public', READ_ONLY),
  refused('a select that writes', 'with gone as (delete from openaq.load_audit) select 1', READ_ONLY),
  refused('select into', 'select * into openaq.copy from openaq.load_audit', READ_ONLY),
  refused('select for update', 'select * from openaq.load_audit for update', READ_ONLY),
  refused('a second statement', 'select 1; drop table openaq.load_audit', SECOND),
  refused('a second statement behind a comment', 'select 1; -- so\n delete from openaq.load_audit', SECOND),
  refused('the end of the transaction, then a write', 'commit; drop table openaq.load_audit', NONE),
  refused('the end of the transaction', 'commit', NONE),
  refused('leave to write', 'set transaction read write', NONE),
  refused(
    'leave to write, by a function',
    "select set_config('transaction_read_only', 'off', true)",
    /transaction read-write mode must be set before any query/,
  ),
  refused('a block of code', 'do $$ begin delete from openaq.load_audit; end $$', NONE),
  refused('a file of this machine', "copy openaq.load_audit from '/etc/passwd'", NONE),
  refused('a program', "copy (select 1) to program 'touch /tmp/owned'", NONE),
  refused('a file by a function', "select pg_read_file('/etc/passwd')", /No such file/),
  refused('an empty statement', '', /^an empty statement cannot run/),
  refused('a comment alone', '-- nothing', /cannot run/),
  refused('a statement that is none', 'selec 1', /^SELEC cannot run on the local warehouse/),
  refused('half of a text', "select 'a", /unterminated quote/),
  refused('a NUL', 'select 1\u0000', /invalid message format/),
];
