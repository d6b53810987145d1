import { isRecord, parseJson } from '../../lambdas/shared/domain/json';
import { toPlainText } from '../../lambdas/shared/domain/plain-text';
import { wrongCombinations } from './combinations';
import { formatPath, type Mistake, toMistakes } from './mistakes';
import { type Configuration, configurationSchema } from './schema';

/** The context key of `cdk.json` that holds the configuration. */
export const CONFIGURATION_KEY = 'openaq';

/** The configuration cannot be used. The message lists every mistake, for a person to read. */
export class InvalidConfigurationError extends Error {
  override readonly name = 'InvalidConfigurationError' as const;

  constructor(mistakes: readonly Mistake[]) {
    const count = mistakes.length === 1 ? '1 mistake' : `${mistakes.length} mistakes`;
    // A terminal shows them, and whoever wrote cdk.json chose the names and values in them.
    const lines = mistakes.map(({ path, message }) => `  - ${toPlainText(`${formatPath(path)}: ${message}`)}`);
    super([`The configuration (cdk.json, context "${CONFIGURATION_KEY}") has ${count}:`, ...lines].join('\n'));
  }
}

/**
 * Checks the value of context `openaq` and fills in the defaults.
 *
 * @param context as `cdk.json` holds it, or as JSON text, the form in which `cdk --context openaq=...` passes it
 * @throws InvalidConfigurationError that names all mistakes at once, wrong values and wrong combinations
 */
export const readConfiguration = (context: unknown): Configuration => {
  const input = typeof context === 'string' ? parseJson(context) : (context ?? {});
  if (input === undefined) {
    throw new InvalidConfigurationError([{ path: [], message: `expected JSON, got ${String(context).slice(0, 80)}` }]);
  }
  const parsed = configurationSchema.safeParse(input);
  const mistakes = parsed.success ? [] : toMistakes(configurationSchema, parsed.error, input);
  const configuration = parsed.success ? parsed.data : withDefaultsAt(mistakes, input);
  if (configuration !== undefined) {
    const mistaken = mistakes.map(({ path }) => path.join('.'));
    mistakes.push(...wrongCombinations(configuration, mistaken));
  }
  if (configuration === undefined || mistakes.length > 0) throw new InvalidConfigurationError(mistakes);
  return configuration;
};

/** Puts defaults in place of mistaken values, so that the combinations of the others are still checked. */
const withDefaultsAt = (mistakes: readonly Mistake[], input: unknown): Configuration | undefined => {
  if (!isRecord(input)) return undefined;
  const copy = structuredClone(input);
  for (const { path } of mistakes) removeAt(copy, path);
  const parsed = configurationSchema.safeParse(copy);
  return parsed.success ? parsed.data : undefined;
};

/** Removes the property at a path; of an array, the whole array, since half a list of subnets means nothing. */
const removeAt = (owner: Record<string, unknown>, [key, ...below]: readonly PropertyKey[]): void => {
  const name = String(key);
  const child = owner[name];
  if (below.length > 0 && isRecord(child)) removeAt(child, below);
  else delete owner[name];
};
