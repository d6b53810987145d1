import { setTimeout as sleep } from 'node:timers/promises';
import { type InvocationContext, makeHandler as makeExtract } from '../../../lambdas/extract/handler';
import { makeHandler as makePlanRun } from '../../../lambdas/plan-run/handler';
import {
  extractEnvironmentSchema,
  parseEnvironment,
  planRunEnvironmentSchema,
  summarizeExtractionEnvironmentSchema,
} from '../../../lambdas/shared/adapters/environment';
import type { Log } from '../../../lambdas/shared/adapters/log';
import type { Metrics } from '../../../lambdas/shared/adapters/metrics';
import { createOpenAqClient } from '../../../lambdas/shared/adapters/openaq/client';
import type { AirQualitySource } from '../../../lambdas/shared/domain/air-quality-source';
import { makeHandler as makeSummarizeExtraction } from '../../../lambdas/summarize-extraction/handler';
import type { Integration } from '../../workflow/interpreter';
import { type TemplateResolver, UnsupportedTemplateError } from '../../workflow/template';
import { createFolderStore } from '../s3/folder-store';
import { TaskError } from '../step-functions';

/** What the laptop gives the functions instead of AWS. */
interface FunctionSurroundings {
  /** Folder that holds one folder per bucket. */
  readonly bucketsDirectory: string;
  readonly apiUrl: string;
  readonly apiKey: string;
  readonly log: Log & Metrics;
  /** Sees each source that Extract opens. @default - nobody does */
  readonly watch?: ((source: AirQualitySource) => AirQualitySource) | undefined;
  /** Whether requests keep the distance that PlanRun gives them. @default true */
  readonly isPaced?: boolean | undefined;
}

type Environment = Readonly<Record<string, string>>;
type Handler = (event: unknown, context: InvocationContext) => Promise<unknown>;

/**
 * The handlers by POWERTOOLS_SERVICE_NAME, the folder under lambdas/. None where an event starts the function and no state
 * invokes it: `local/workflow/run.ts` calls the one that tells of a failure.
 */
const HANDLERS: Readonly<
  Record<string, 'none' | ((environment: Environment, surroundings: FunctionSurroundings) => Handler)>
> = {
  'plan-run': (environment, { log }) =>
    makePlanRun({ settings: parseEnvironment(planRunEnvironmentSchema, environment), log }),
  extract: (environment, { apiUrl, apiKey, bucketsDirectory, log, isPaced = true, watch = (source) => source }) => {
    const { BUCKET_NAME, POLLUTANTS } = parseEnvironment(extractEnvironmentSchema, environment);
    const now = Date.now;
    return makeExtract({
      pollutants: POLLUTANTS,
      openSource: async ({ deadlineMs, minRequestIntervalMs }) => {
        const pace = isPaced ? { minRequestIntervalMs } : {};
        return watch(createOpenAqClient({ deadlineMs, ...pace, apiUrl, apiKey, now, sleep, random: Math.random, log }));
      },
      store: createFolderStore(`${bucketsDirectory}/${BUCKET_NAME}`),
      now,
      log,
    });
  },
  'summarize-extraction': (environment, { bucketsDirectory, log }) => {
    const { BUCKET_NAME } = parseEnvironment(summarizeExtractionEnvironmentSchema, environment);
    return makeSummarizeExtraction({
      store: createFolderStore(`${bucketsDirectory}/${BUCKET_NAME}`),
      log,
      metrics: log,
    });
  },
  'tell-failure': 'none',
};

/** A Lambda function of the template: its service name and resolved environment. */
export interface FunctionDefinition {
  readonly arn: string;
  readonly service: string;
  readonly environment: Environment;
  readonly timeoutSeconds: number;
}

/** The template's own functions; those that CDK adds for custom resources have no service name and are left out. */
export const functionsOf = (resolver: TemplateResolver): FunctionDefinition[] =>
  resolver.resources('AWS::Lambda::Function').flatMap(([logicalId, resource]) => {
    const properties = resolver.properties(resource) as {
      Environment?: { Variables?: Environment };
      Timeout?: number;
    };
    const environment = properties.Environment?.Variables ?? {};
    const service = environment['POWERTOOLS_SERVICE_NAME'];
    return service === undefined
      ? []
      : [{ arn: `${logicalId}.Arn`, service, environment, timeoutSeconds: properties.Timeout ?? 3 }];
  });

/** The environment of the function of a service; empty where the template has none. */
export const environmentOf = (functions: readonly FunctionDefinition[], name: string): Environment =>
  functions.find(({ service }) => service === name)?.environment ?? {};

/** Lambda reports a handler's error as `errorType` and a JSON text; Step Functions matches the first, shows the second. */
const asLambdaError = (thrown: unknown): TaskError => {
  const { name, message, stack } = thrown instanceof Error ? thrown : new Error(String(thrown));
  return new TaskError(
    name,
    JSON.stringify({ errorType: name, errorMessage: message, trace: stack?.split('\n') ?? [] }),
  );
};

/**
 * Stands in for `lambda:invoke`: the same handlers in process, with the environment that the template gives them.
 * Payload and result pass through JSON, as they do on AWS.
 */
export const createLambdaInvoke = (
  functions: readonly FunctionDefinition[],
  surroundings: FunctionSurroundings,
): Integration => {
  const handlers = new Map(
    functions.flatMap(({ arn, service, environment, timeoutSeconds }) => {
      const make = HANDLERS[service];
      if (make === undefined)
        throw new UnsupportedTemplateError(`Function ${arn} is the service ${service}, which has no handler`);
      return make === 'none' ? [] : [[arn, { handle: make(environment, surroundings), timeoutSeconds }] as const];
    }),
  );
  return async ({ FunctionName, Payload }) => {
    const target = handlers.get(FunctionName as string);
    if (target === undefined) throw new UnsupportedTemplateError(`No function ${FunctionName} in the template`);
    const endsAt = Date.now() + target.timeoutSeconds * 1_000;
    try {
      const result = await target.handle(JSON.parse(JSON.stringify(Payload)), {
        getRemainingTimeInMillis: () => endsAt - Date.now(),
      });
      return { ExecutedVersion: '$LATEST', Payload: JSON.parse(JSON.stringify(result)), StatusCode: 200 };
    } catch (error) {
      throw asLambdaError(error);
    }
  };
};
