import type { Tried } from './tried';

/** A command of `openaq`, and what it says; `exitCode` is 2 where nothing was done. */
export interface CommandLine extends Tried {
  readonly args: readonly string[];
  readonly says: RegExp;
}

const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);

const wrong =
  (command: string) =>
  (what: string, args: readonly string[], says: RegExp): CommandLine => ({
    where: `openaq ${command}`,
    what,
    outcome: 'exit code 2, one message, nothing written',
    args: [command, ...args],
    says,
  });

const [local, query, tables, report] = [wrong('local'), wrong('query'), wrong('tables'), wrong('report')];

/**
 * What a person may type that cannot be done. None of it may make the folder that `--dir` names. Dates and cities by
 * themselves: test/local/run-options.test.ts.
 */
export const COMMAND_LINES: readonly CommandLine[] = [
  local('an unknown option', ['--form', '2018-12-05'], /unknown option '--form'/),
  local('a date in the future', ['--from', '2018-12-05', '--to', tomorrow], /--to ".*": is in the future/),
  local(
    'a date that is SQL',
    ['--from', "2018-12-05' or '1'='1", '--to', '2018-12-05'],
    /--from ".*": expected a date/,
  ),
  local('a city that is a path', ['--city', '../../../etc'], /--city "\.\.\/\.\.\/\.\.\/etc" is not a configured city/),
  local('a city that is SQL', ['--city', "Hanoi'); drop table x; --"], /is not a configured city/),
  local('a city that steers the terminal', ['--city', '\u001b[2J\u0007'], /--city "\\u001b\[2J\\u0007"/),
  local('a year before there were data', ['--from', '0000-01-01', '--to', '0000-01-02'], /0000-01-01/),
  local(
    'several mistakes',
    ['--from', '2018-11-31', '--to', tomorrow, '--city', 'Saigon', '--lookback-hours', '0'],
    /5 mistakes:\n( {12}- --[^\n]+\n){5}$/,
  ),
  local(
    'a window that the recording lacks',
    ['--from', '2024-05-01', '--to', '2024-05-03'],
    /has no hour of 2024-05-01 to 2024-05-03 .*\n {12}- Hanoi: pm25 2016-11-09 to .*\n.*\n.*https:\/\/explore\.openaq\.org\/register/,
  ),
  local('hours before now, which the recording lacks', ['--lookback-hours', '24'], /the recording has no hour of/),
  local('an address that is none', ['--api-url', 'localhost:80'], /expected an http or https URL/),
  local('an address of a file', ['--api-url', 'file:///etc/passwd'], /expected an http or https URL/),
  local('an engine that does not exist', ['--engine', 'flink'], /Allowed choices are duckdb, spark/),
  local(
    'a redrive with dates',
    ['--redrive', '--from', '2018-12-05'],
    /'--redrive' cannot be used with option '--from/,
  ),
  local('a redrive where nothing failed', ['--redrive'], /--redrive: no failed run is kept at/),
  query('no statement', [], /missing required argument 'sql'/),
  query('a warehouse that was never filled', ['select 1', '--local'], /holds no warehouse yet/),
  query('two forms of an answer', ['select 1', '--csv', '--json'], /'--csv' cannot be used with option '--json'/),
  tables('a warehouse that was never filled', [], /holds no warehouse yet/),
  tables('two names', ['one', 'two'], /too many arguments/),
  report('a folder without a run', [], /holds no run of this version yet/),
  report('an unknown option', ['--town', 'Hanoi'], /unknown option '--town'/),
];
