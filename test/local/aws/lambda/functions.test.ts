import type { AirQualitySource } from '../../../../lambdas/shared/domain/air-quality-source';
import { createLambdaInvoke, functionsOf } from '../../../../local/aws/lambda/functions';
import { startReplayServer } from '../../../../local/openaq-replay/server';
import { TemplateResolver } from '../../../../local/workflow/template';
import { HANOI } from '../../../support/air-quality';
import { temporaryDirectory } from '../../../support/temporary-directory';

const planRunFunction = {
  Type: 'AWS::Lambda::Function',
  Properties: {
    Timeout: 60,
    Environment: {
      Variables: {
        POWERTOOLS_SERVICE_NAME: 'plan-run',
        LOOKBACK_HOURS: '24',
        MAX_BACKFILL_DAYS: '366',
        MIN_EXPECTED_ROWS: '1',
        EXTRACT_CONCURRENCY: '2',
        REQUESTS_PER_HOUR: '2000',
        SENSORS_PER_CITY: '164',
      },
    },
  },
};
const customResourceProvider = { Type: 'AWS::Lambda::Function', Properties: {} };
const surroundings = {
  bucketsDirectory: '/nowhere',
  apiUrl: 'http://127.0.0.1:9',
  apiKey: 'key',
  log: { info: () => {}, warn: () => {}, count: () => {} },
};
const invokeOf = (resources: Record<string, typeof planRunFunction>) =>
  createLambdaInvoke(functionsOf(new TemplateResolver({ Resources: resources })), surroundings);

describe('createLambdaInvoke', () => {
  const payload = { executionName: 'a', startedAt: '2024-01-20T02:00:00.000Z', cities: [HANOI] };

  it('runs the handler of the function that the template names, and answers in the envelope of lambda:invoke', async () => {
    const invoke = invokeOf({ PlanRunFunction: planRunFunction });

    const answer = await invoke({ FunctionName: 'PlanRunFunction.Arn', Payload: { ...payload, input: {} } });

    expect(answer).toEqual({
      ExecutedVersion: '$LATEST',
      StatusCode: 200,
      Payload: expect.objectContaining({ cities: 'Hanoi', runId: '20240120T020000Z-a' }),
    });
  });

  it('rejects as Lambda reports it: the error’s own name, and a cause that is a JSON text', async () => {
    const invoke = invokeOf({ PlanRunFunction: planRunFunction });

    const failure = await invoke({
      FunctionName: 'PlanRunFunction.Arn',
      Payload: { ...payload, input: { form: 1 } },
    }).then(
      () => undefined,
      (error: Error) => error,
    );

    expect(failure?.name).toBe('InvalidRunInputError');
    expect(JSON.parse(failure?.message ?? '')).toEqual({
      errorType: 'InvalidRunInputError',
      errorMessage: expect.stringMatching(/form/),
      trace: expect.any(Array),
    });
  });

  it('names a function that the template does not hold, and a service that has no handler', async () => {
    await expect(invokeOf({})({ FunctionName: 'Ghost.Arn', Payload: {} })).rejects.toThrow(/Ghost\.Arn/);
    const unknown = {
      ...planRunFunction,
      Properties: {
        ...planRunFunction.Properties,
        Environment: {
          Variables: { ...planRunFunction.Properties.Environment.Variables, POWERTOOLS_SERVICE_NAME: 'bake-bread' },
        },
      },
    };
    expect(() => invokeOf({ Bakery: unknown })).toThrow(/bake-bread/);
  });

  it('has no handler for the function that an event starts, since no state invokes it', () => {
    const tellFailure = {
      ...planRunFunction,
      Properties: {
        ...planRunFunction.Properties,
        Environment: {
          Variables: { ...planRunFunction.Properties.Environment.Variables, POWERTOOLS_SERVICE_NAME: 'tell-failure' },
        },
      },
    };

    expect(() => invokeOf({ TellFailure: tellFailure })).not.toThrow();
  });
});

describe('functionsOf', () => {
  it('leaves out the functions that CDK adds for itself', () => {
    const resolver = new TemplateResolver({
      Resources: { PlanRun: planRunFunction, Provider: customResourceProvider },
    });

    expect(functionsOf(resolver).map(({ service, timeoutSeconds }) => [service, timeoutSeconds])).toEqual([
      ['plan-run', 60],
    ]);
  });
});

describe('Extract against the recording', () => {
  const extractFunction = {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Timeout: 900,
      Environment: {
        Variables: {
          POWERTOOLS_SERVICE_NAME: 'extract',
          BUCKET_NAME: 'lake',
          OPENAQ_API_URL: 'http://127.0.0.1:9',
          OPENAQ_API_KEY_SECRET_ARN: 'arn',
          POLLUTANTS: '["pm25"]',
        },
      },
    },
  };
  const bucketsDirectory = temporaryDirectory();

  it('waits for no pace, and shows its requests to whoever watches', async () => {
    const server = await startReplayServer();
    const sources: AirQualitySource[] = [];
    const watch = (source: AirQualitySource) => {
      sources.push(source);
      return source;
    };
    const resolver = new TemplateResolver({ Resources: { ExtractFunction: extractFunction } });
    const invoke = createLambdaInvoke(functionsOf(resolver), {
      ...surroundings,
      apiUrl: server.url,
      bucketsDirectory,
      isPaced: false,
      watch,
    });
    const window = { start: '2018-12-05T00:00:00Z', end: '2018-12-06T00:00:00Z' };

    // Two requests, between which an hour would pass.
    const payload = { runId: 'r', city: HANOI, window, minRequestIntervalMs: 3_600_000 };
    const answer = await invoke({ FunctionName: 'ExtractFunction.Arn', Payload: payload }).finally(() =>
      server.close(),
    );

    expect(answer).toMatchObject({ Payload: { done: true, rows: 24 } });
    expect(sources.map(({ counts }) => counts.requests)).toEqual([2]);
  });
});
