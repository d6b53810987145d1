import {
  TERMINAL_ERROR_NAMES,
  TRANSIENT_ERROR_NAMES,
  WORKFLOW_ERROR_NAMES,
} from '../../../../lambdas/shared/domain/errors';
import { firstStep, needsNewRun, whatRedriveRepeats } from '../../../../lambdas/shared/domain/failure-advice';

const ALL = [...TRANSIENT_ERROR_NAMES, ...TERMINAL_ERROR_NAMES, ...Object.values(WORKFLOW_ERROR_NAMES)];

describe('firstStep', () => {
  it.each(ALL)('tells a person what to do about %s, in words to which a message adds its full stop', (name) => {
    expect(firstStep(name, 'Extract')).toMatch(/^(Correct|Delete|Look|Put|Read|Two parts|Wait) .*[a-z)]$/);
  });

  it.each([
    ['Glue.CrawlerRunningException', 'StartCrawler', "Wait until the other run's crawl has ended"],
    ['States.Timeout', 'Extract', 'Look what the step waited for; give a long backfill in shorter ranges'],
    [
      'RedshiftData.ResourceNotFoundException',
      'DescribeLoadWarehouse',
      'Redshift does not know the SQL of this run any more',
    ],
    ['States.TaskFailed', 'TransformToStaging', "Look at the Glue job's output log for `job failed`"],
    ['States.TaskFailed', 'ExtractArchive', "Look at the Glue job's output log for `job failed`"],
    ['States.Timeout', 'TransformToStaging', "Look at the Glue job's output log for `job failed`"],
  ])('knows what AWS means by %s in %s', (error, state, step) => {
    expect(firstStep(error, state)).toBe(step);
  });

  it('has no advice about an error that it does not know', () => {
    expect(firstStep('RedshiftData.InternalServerException', 'LoadWarehouse')).toBeUndefined();
    expect(firstStep('States.Runtime', undefined)).toBeUndefined();
  });
});

describe('needsNewRun', () => {
  it.each([
    ['OpenAqContradictionError', 'OpenAQ listed no station of Hue', true],
    ['RedshiftData.ResourceNotFoundException', 'Query does not exist', true],
    ['States.TaskFailed', 'LostDatesError: The lake does not hold what this run extracted', true],
    ['States.TaskFailed', 'ValueError: no LostDatesError: here', false],
    ['OpenAqUnavailableError', 'OpenAQ cannot be reached', false],
  ])('says whether a redrive after %s (%s) meets the same again: %p', (error, sentence, expected) => {
    expect(needsNewRun(error, sentence)).toBe(expected);
  });
});

describe('whatRedriveRepeats', () => {
  it.each([
    ['Extract', 'extracts again the work items that did not succeed, keeps the others'],
    ['ExtractCities', 'extracts again the work items that did not succeed, keeps the others'],
    ['ExtractArchive', 'starts the Glue job again'],
    ['TransformToStaging', 'starts the Glue job again'],
    ['PrepareWarehouse', 'sends the SQL again'],
    ['LoadWarehouse', 'sends the SQL again'],
    ['ValidateLoad', 'sends the SQL again'],
    ['WaitForCrawler', 'repeats WaitForCrawler'],
  ])('tells what begins anew at %s', (state, repeated) => {
    expect(whatRedriveRepeats(state)).toBe(repeated);
  });
});
