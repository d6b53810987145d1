import { type Command, Option } from 'commander';
import type { QueryOptions } from '../query-command';
import type { StackQueryOptions } from '../stack-query-command';
import { csvOption, examples, folderOption, jsonRowsOption, verticalOption } from './options';
import { profileOption, regionOption } from './stack';

/** In `query --stack "select 1"` the statement is taken for the name of a stack, which never has a blank. */
const statementOf = (
  given: string | undefined,
  options: QueryOptions & StackQueryOptions,
): { sql: string | undefined; options: QueryOptions & StackQueryOptions } =>
  given === undefined && typeof options.stack === 'string' && /\s/.test(options.stack)
    ? { sql: options.stack, options: { ...options, stack: true } }
    : { sql: given, options };

const addTables = (program: Command): void => {
  program
    .command('tables')
    .description('list the tables and views of the warehouse, or the columns of one')
    .argument('[name]', 'a table, with or without its schema')
    .addOption(folderOption())
    .addOption(csvOption())
    .addOption(jsonRowsOption())
    .addOption(verticalOption())
    .addHelpText('after', examples(['npx openaq tables', 'npx openaq tables fact_measurements --json']))
    .action(async (name: string | undefined, options: QueryOptions) => {
      const { tablesCommand } = require('../tables-command') as typeof import('../tables-command');
      process.exitCode = await tablesCommand(name, options);
    });
};

const addQuery = (program: Command): void => {
  const query = program.command('query');
  query
    .description('ask the warehouse with SQL as Redshift takes it (read only)')
    .argument('[sql]', 'one select statement')
    .option('--local', 'ask the warehouse that "openaq local" filled', true)
    .addOption(folderOption())
    .addOption(
      new Option('--stack [name]', 'ask the warehouse of the deployed stack instead').conflicts(['local', 'dir']),
    )
    .addOption(regionOption().implies({ stack: true }))
    .addOption(profileOption().implies({ stack: true }))
    .addOption(csvOption())
    .addOption(jsonRowsOption())
    .addOption(verticalOption())
    .addHelpText(
      'after',
      examples([
        'npx openaq query "select count(*) from openaq.fact_measurements"',
        'npx openaq query --stack "select top 3 * from openaq.load_audit"',
      ]),
    )
    .action(async (given: string | undefined, typed: QueryOptions & StackQueryOptions) => {
      const { sql, options } = statementOf(given, typed);
      if (sql === undefined) return query.error("error: missing required argument 'sql'");
      if (options.stack !== undefined) {
        const { stackQueryCommand } = require('../stack-query-command') as typeof import('../stack-query-command');
        process.exitCode = await stackQueryCommand(sql, options);
        return;
      }
      const { queryCommand } = require('../query-command') as typeof import('../query-command');
      process.exitCode = await queryCommand(sql, options);
    });
};

/** Adds the commands that ask a warehouse. */
export const addQuestions = (program: Command): void => {
  addTables(program);
  addQuery(program);
};
