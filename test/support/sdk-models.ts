import { join } from 'node:path';
import { runPython } from './python';
import type { State, StateMachineDefinition } from './state-machine';

/** A request or an answer, and where in the service's model its shape is. See `check_sdk_calls.py`. */
export interface SdkValue {
  readonly service: string;
  readonly operation: string;
  /** The member of the answer to start at, `$` for all of it, null for the request. */
  readonly part: string | null;
  readonly value: unknown;
}

/** Where Step Functions' name of a service differs from botocore's. */
const SERVICES: Readonly<Record<string, string>> = { redshiftdata: 'redshift-data', sfn: 'stepfunctions' };

/** What a task's resource calls: `arn:aws:states:::aws-sdk:glue:getCrawler` is Glue's GetCrawler. */
const integrationOf = (resource: string): { service: string; operation: string; isSync: boolean } => {
  const [, name = '', action = '', sync] = /:::(?:aws-sdk:)?(\w+):(\w+)(\.sync)?$/.exec(resource) ?? [];
  if (action === '') throw new Error(`not a service integration: ${resource}`);
  const operation = `${action.charAt(0).toUpperCase()}${action.slice(1)}`;
  return { service: SERVICES[name] ?? name, operation, isSync: sync !== undefined };
};

/** A request that a task sends. */
export const requestOf = ({ Resource = '' }: State, value: unknown): SdkValue => {
  const { service, operation } = integrationOf(Resource);
  return { service, operation, part: null, value };
};

/** An answer that a task gets. `startJobRun.sync` answers with the ended run, which GetJobRun describes. */
export const answerOf = ({ Resource = '' }: State, value: unknown): SdkValue => {
  const { service, operation, isSync } = integrationOf(Resource);
  if (!isSync) return { service, operation, part: '$', value };
  if (operation !== 'StartJobRun') throw new Error(`the answer of ${Resource} is not known`);
  return { service, operation: 'GetJobRun', part: 'JobRun', value };
};

type Names = { [name: string]: Names | string };

/** The members that paths name, as an object whose values are unknown: `A.B` and `A.C` make `{A: {'B.$': '', 'C.$': ''}}`. */
const membersOf = (paths: readonly string[]): Names => {
  const groups = new Map<string, string[]>();
  for (const path of paths) {
    const [head = '', ...rest] = path.split('.');
    groups.set(head, [...(groups.get(head) ?? []), ...(rest.length > 0 ? [rest.join('.')] : [])]);
  }
  return Object.fromEntries(
    [...groups].map(([name, rest]) => (rest.length === 0 ? [`${name}.$`, ''] : [name, membersOf(rest)])),
  );
};

/** The paths below `prefix` that a value mentions, up to the first index: `$.Records[0][1].*` is `Records` below `$`. */
const pathsIn = (value: unknown, prefix: string): string[] =>
  [...JSON.stringify(value).matchAll(/(?<!\$)\$(?:\.\w+)+/g)]
    .map(([path]) => path)
    .filter((path) => path.startsWith(`${prefix}.`))
    .map((path) => path.slice(prefix.length + 1));

/** What the machine reads of a task's answer: by its ResultSelector, and later where that, or the ResultPath, left it whole. */
export const readingsOf = (definition: StateMachineDefinition, state: State): SdkValue => {
  const { ResultSelector = { '.$': '$' }, ResultPath } = state;
  const whole = Object.entries(ResultSelector).flatMap(([name, path]) => (path === '$' ? [name.slice(0, -2)] : []));
  const later =
    typeof ResultPath === 'string'
      ? whole.flatMap((name) => pathsIn(definition, name === '' ? ResultPath : `${ResultPath}.${name}`))
      : [];
  return answerOf(state, membersOf([...new Set([...pathsIn(ResultSelector, '$'), ...later])]));
};

/** The mistakes in each value, by the services' own models. */
export const mistakesIn = async (values: readonly SdkValue[]): Promise<string[][]> =>
  (await runPython(join(__dirname, '..', 'proofs', 'check_sdk_calls.py'), values)) as string[][];

/** Members as `check_sdk_calls.py` wants them: with a capital. */
export const inCapitals = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(inCapitals);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [`${name.charAt(0).toUpperCase()}${name.slice(1)}`, inCapitals(item)]),
  );
};
