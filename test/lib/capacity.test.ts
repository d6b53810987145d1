import { OTHER_STEPS_HOURS, RUN_LIMIT_HOURS, RUNS_AT_ONCE } from '../../lambdas/shared/domain/capacity';
import { readConfiguration } from '../../lib/configuration';
import { LIMITS } from '../../lib/workflow/limits';
import { CONFIGURATIONS } from '../support/configurations';
import { templateOf } from '../support/pipeline-template';
import { definitionOf } from '../support/state-machine';

describe('the model of capacity', () => {
  it('leaves the other steps the time that they may take at their limits', () => {
    const steps = [
      'planRun',
      'resume',
      'prepare',
      'summarize',
      'startCrawler',
      'crawl',
      'transform',
      'load',
      'validate',
    ] as const;
    const minutes = steps.reduce((sum, step) => sum + LIMITS[step].toMinutes(), 0);

    expect(minutes).toBeLessThanOrEqual(OTHER_STEPS_HOURS * 60);
    expect(minutes).toBeGreaterThan((OTHER_STEPS_HOURS - 1) * 60);
  });

  it('is what the state machine ends a run by', () => {
    expect(definitionOf().TimeoutSeconds).toBe(RUN_LIMIT_HOURS * 3_600);
  });

  it('gives as many runs their Glue jobs and their invocations of Extract as may be under way', () => {
    const openaq = { extractConcurrency: 5 };
    const reserved = Object.fromEntries(
      Object.values(templateOf(openaq).findResources('AWS::Lambda::Function')).map(({ Properties }) => [
        Properties.Environment.Variables.POWERTOOLS_SERVICE_NAME,
        Properties.ReservedConcurrentExecutions,
      ]),
    );

    const jobs = Object.values(templateOf(openaq).findResources('AWS::Glue::Job'));
    expect(jobs.map(({ Properties }) => Properties.ExecutionProperty)).toEqual(
      Array(2).fill({ MaxConcurrentRuns: RUNS_AT_ONCE }),
    );
    expect(reserved).toMatchObject({
      'plan-run': RUNS_AT_ONCE,
      extract: 5 * RUNS_AT_ONCE,
      'summarize-extraction': RUNS_AT_ONCE,
    });
  });

  it.each(Object.entries(CONFIGURATIONS))('admits the configuration %s', (_, openaq) => {
    expect(() => readConfiguration(openaq)).not.toThrow();
  });
});
