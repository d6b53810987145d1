import { changeWords } from '../../warehouse/sql-text';
import type { BoundStatement } from '../../warehouse/warehouse';
import { refuse } from './redshift-data-error';

/** A named value, always text, as Step Functions passes it. */
export interface SqlParameter {
  readonly Name: string;
  readonly Value: string;
}

const checkValues = (parameters: readonly SqlParameter[]): void => {
  for (const { Name, Value } of parameters) {
    if (typeof Name !== 'string' || !/^[0-9A-Za-z_]+$/.test(Name))
      refuse(`invalid parameter name ${JSON.stringify(Name)}`);
    if (typeof Value !== 'string') refuse(`the value of parameter ${Name} must be a string`);
    if (Value === '') refuse(`the value of parameter ${Name} must not be empty, the Data API has neither NULL nor ''`);
  }
  const names = parameters.map(({ Name }) => Name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) refuse(`parameter ${twice} is given twice`);
};

/** Replaces `:name` by `$1`, `$2`, ...; what is in quotes or comments stays. */
const bind = (sql: string, values: ReadonlyMap<string, string>, used: Set<string>): BoundStatement => {
  const order: string[] = [];
  // `::` is no parameter.
  const text = changeWords(sql, (words) =>
    words.replace(/::|:(\w+)/g, (found, name: string | undefined) => {
      if (name === undefined) return found;
      if (!values.has(name)) refuse(`parameter ${name} of the statement has no value`);
      if (!order.includes(name)) order.push(name);
      used.add(name);
      return `$${order.indexOf(name) + 1}`;
    }),
  );
  return { sql: text, parameters: order.map((name) => values.get(name)) };
};

/**
 * Binds named parameters to statements, with the rules of the Data API: values only, none of them empty, each used.
 * @throws RedshiftDataError when a rule is broken
 */
export const bindParameters = (sqls: readonly string[], parameters: readonly SqlParameter[] = []): BoundStatement[] => {
  checkValues(parameters);
  const values = new Map(parameters.map(({ Name, Value }) => [Name, Value]));
  const used = new Set<string>();
  const statements = sqls.map((sql) => bind(sql, values, used));
  const unused = [...values.keys()].filter((name) => !used.has(name));
  if (unused.length > 0)
    refuse(`Parameters list contains unused parameters. Unused parameters: [${unused.join(', ')}]`);
  return statements;
};
