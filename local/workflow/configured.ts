import { z } from 'zod';
import { extractEnvironmentSchema, parseEnvironment } from '../../lambdas/shared/adapters/environment';
import { type City, citySchema } from '../../lambdas/shared/domain/city';
import type { FunctionDefinition } from '../aws/lambda/functions';
import { workflowOf } from './definition';
import { type TemplateResolver, UnsupportedTemplateError } from './template';

/** What the laptop needs to know of the configuration. It is read from the template, like everything else. */
export interface Configured {
  readonly cities: readonly City[];
  readonly pollutants: readonly string[];
  readonly maxBackfillDays: number;
  /** The warehouse's schema, which the Glue job is told. */
  readonly schema: string;
}

const environmentOf = (functions: readonly FunctionDefinition[], service: string): Readonly<Record<string, string>> => {
  const found = functions.find((definition) => definition.service === service);
  if (found === undefined) throw new UnsupportedTemplateError(`The template holds no function ${service}`);
  return found.environment;
};

/** The cities are a literal of PlanRun's payload. */
const citiesOf = (resolver: TemplateResolver): City[] => {
  const { Parameters } = workflowOf(resolver).States['PlanRun'] as { Parameters?: { Payload?: { cities?: unknown } } };
  return z.array(citySchema).parse(Parameters?.Payload?.cities);
};

const schemaOf = (resolver: TemplateResolver): string => {
  const [, job] = resolver.resources('AWS::Glue::Job')[0] ?? [];
  const defaults = job === undefined ? {} : resolver.properties(job)['DefaultArguments'];
  const schema = (defaults as Readonly<Record<string, string>>)['--target_schema'];
  if (schema === undefined || !/^[a-z_][a-z0-9_]*$/.test(schema)) {
    throw new UnsupportedTemplateError(`The Glue job's --target_schema is ${schema}: expected the name of a schema`);
  }
  return schema;
};

/** Reads the configuration out of the template. @throws UnsupportedTemplateError when a part of it is not there */
export const configuredOf = (resolver: TemplateResolver, functions: readonly FunctionDefinition[]): Configured => {
  const planRun = environmentOf(functions, 'plan-run');
  const { POLLUTANTS } = parseEnvironment(extractEnvironmentSchema, environmentOf(functions, 'extract'));
  return {
    cities: citiesOf(resolver),
    pollutants: POLLUTANTS,
    maxBackfillDays: z.coerce.number().int().parse(planRun['MAX_BACKFILL_DAYS']),
    schema: schemaOf(resolver),
  };
};
