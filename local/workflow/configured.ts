import * as z from 'zod';
import {
  extractEnvironmentSchema,
  parseEnvironment,
  planRunEnvironmentSchema,
} from '../../lambdas/shared/adapters/environment';
import { type City, citySchema } from '../../lambdas/shared/domain/city';
import { glueJobsOf } from '../aws/glue/job';
import { TRANSFORM_SCRIPT } from '../aws/glue/spark-engine';
import { environmentOf, type FunctionDefinition } from '../aws/lambda/functions';
import { type TemplateResolver, workflowOf } from './template';

/** What the laptop needs to know of the configuration. It is read from the template, like everything else. */
export interface Configured {
  readonly cities: readonly City[];
  readonly pollutants: readonly string[];
  readonly maxBackfillDays: number;
  /** The warehouse's schema. */
  readonly schema: string;
}

/** The cities are a literal of PlanRun's payload. */
const planRunSchema = z.object({ Parameters: z.object({ Payload: z.object({ cities: z.array(citySchema) }) }) });

/** The transform is told the schema. */
const schemaOf = (resolver: TemplateResolver): string =>
  z
    .string()
    .parse(
      glueJobsOf(resolver).find(({ Command }) => Command.ScriptLocation === TRANSFORM_SCRIPT)?.DefaultArguments[
        '--target_schema'
      ],
    );

/** Reads the configuration out of the template. @throws InvalidEnvironmentError, ZodError when a part of it is not there */
export const configuredOf = (resolver: TemplateResolver, functions: readonly FunctionDefinition[]): Configured => {
  return {
    cities: planRunSchema.parse(workflowOf(resolver).States['PlanRun']).Parameters.Payload.cities,
    pollutants: parseEnvironment(extractEnvironmentSchema, environmentOf(functions, 'extract')).POLLUTANTS,
    maxBackfillDays: parseEnvironment(planRunEnvironmentSchema, environmentOf(functions, 'plan-run')).maxBackfillDays,
    schema: schemaOf(resolver),
  };
};

/** PrepareWarehouse is told the database, like every step that asks the warehouse. */
const prepareWarehouseSchema = z.object({ Parameters: z.object({ Database: z.string() }) });

/** The name of the warehouse's database. @throws ZodError when it is not there */
export const databaseOf = (resolver: TemplateResolver): string =>
  prepareWarehouseSchema.parse(workflowOf(resolver).States['PrepareWarehouse']).Parameters.Database;
