import type { Integrations } from '../../local/workflow/interpreter';
import { TaskError } from './scripted-run';
import { invoked, PLANNED, SUCCESSFUL_RUN, workItem } from './successful-run';

/** A plan of one day of some cities. */
export const planOf = (cities: readonly string[]) => ({
  ...PLANNED,
  cities: cities.join(','),
  source: 'api',
  workItems: cities.map(workItem),
});

/** What Lambda makes of an error. */
export const lambdaError = (name: string, errorMessage: string) =>
  new TaskError(name, {
    errorType: name,
    errorMessage,
    trace: [`${name}: ${errorMessage}`, '    at f (index.js:1:2)'],
  });

/**
 * Stand-ins for AWS that answer at once and the same each time, those of a run in which nothing goes wrong: a fake of AWS's
 * services in AWS's envelopes. An error is thrown.
 *
 * @param extract what Extract answers for a city
 * @param script other answers, by state
 */
export const scriptedIntegrations = (
  extract: (city: string) => unknown,
  script: Readonly<Record<string, unknown>> = {},
): Integrations => {
  const answers: Readonly<Record<string, unknown>> = {
    ...SUCCESSFUL_RUN,
    PlanRun: invoked(planOf(['Hanoi', 'Hue'])),
    ...script,
  };
  const given = async (answer: unknown) => {
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const answering = (name: string) => () => given([answers[name]].flat().at(-1));
  const lambda = ({ Payload }: Record<string, unknown>) => {
    const { city, items } = Payload as { city?: { name: string }; items?: unknown };
    return city ? given(extract(city.name)) : answering(items ? 'SummarizeExtraction' : 'PlanRun')();
  };
  return {
    'lambda:invoke': lambda,
    'aws-sdk:glue:startCrawler': answering('StartCrawler'),
    'aws-sdk:glue:getCrawler': answering('GetCrawler'),
    'glue:startJobRun.sync': answering('TransformToStaging'),
    'aws-sdk:redshiftdata:batchExecuteStatement': answering('LoadWarehouse'),
    'aws-sdk:redshiftdata:describeStatement': answering('DescribeLoadWarehouse'),
    'aws-sdk:redshiftdata:cancelStatement': answering('CancelLoadWarehouse'),
    'aws-sdk:redshiftdata:getStatementResult': answering('GetValidation'),
    'aws-sdk:sfn:startExecution': answering('StartNextRun'),
  };
};
