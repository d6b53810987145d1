import type { ITopic } from 'aws-cdk-lib/aws-sns';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import * as tasks from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import { LIMITS, RETRIES } from './limits';

/** Anything that can catch: a task or a Map. */
interface Catching extends sfn.State {
  addCatch(handler: sfn.IChainable, props?: sfn.CatchProps): sfn.State;
}

/** What is written down about a failure. The values are texts or JSONPaths. */
export interface Failure {
  readonly failedState: string;
  readonly error: string;
  readonly cause: string;
}

const CAUGHT = '$.caught';
const WINDOW = sfn.JsonPath.format(
  '{} to {}',
  sfn.JsonPath.stringAt('$.plan.window.start'),
  sfn.JsonPath.stringAt('$.plan.window.end'),
);

/**
 * The way from any failure to the end of the run: write down what failed, tell somebody, fail. A `Pass` for each state,
 * because JSONPath cannot name the state that an error was caught in.
 */
export class FailurePath {
  private readonly notify: tasks.SnsPublish;

  constructor(
    private readonly scope: Construct,
    { topic, region }: { readonly topic: ITopic; readonly region: string },
    /** What happens between the notification and the end of the run. */
    beforeEnd: (end: sfn.IChainable) => sfn.IChainable = (end) => end,
  ) {
    const failed = new sfn.Fail(scope, 'RunFailed', { errorPath: '$.failure.error', causePath: '$.failure.cause' });
    const end = beforeEnd(failed);
    this.notify = new tasks.SnsPublish(scope, 'NotifyFailure', {
      topic,
      subject: sfn.JsonPath.format('OpenAQ pipeline: {} failed', sfn.JsonPath.stringAt('$.failure.failedState')),
      message: sfn.TaskInput.fromText(messageTemplate(region)),
      resultPath: sfn.JsonPath.DISCARD,
      taskTimeout: sfn.Timeout.duration(LIMITS.request),
    });
    this.notify.addRetry(RETRIES.notify).addCatch(end, { resultPath: '$.notification' }).next(end);
  }

  /** Catches every error of a state and takes it to the end of the run. */
  catchAll(state: Catching): void {
    const failed = this.fail(`${state.id}Failed`, {
      failedState: state.id,
      error: sfn.JsonPath.stringAt(`${CAUGHT}.Error`),
      cause: sfn.JsonPath.stringAt(`${CAUGHT}.Cause`),
    });
    state.addCatch(failed, { resultPath: CAUGHT });
  }

  /**
   * Catches every error of the first state. Its input is not trusted to be an object, so the error replaces it; and there
   * is no window to tell of yet.
   */
  catchAllOfFirst(state: Catching): void {
    const failure: Failure = {
      failedState: state.id,
      error: sfn.JsonPath.stringAt('$.Error'),
      cause: sfn.JsonPath.stringAt('$.Cause'),
    };
    state.addCatch(this.write(`${state.id}Failed`, failure, 'not planned yet'));
  }

  /** A state that writes a failure down and takes it to the end of the run. */
  fail(id: string, failure: Failure): sfn.Pass {
    return this.write(id, failure, WINDOW);
  }

  private write(id: string, failure: Failure, window: string): sfn.Pass {
    const pass = new sfn.Pass(this.scope, id, { parameters: { ...failure, window }, resultPath: '$.failure' });
    pass.next(this.notify);
    return pass;
  }
}

const messageTemplate = (region: string): string =>
  sfn.JsonPath.format(
    [
      'The run {} failed in {}.',
      'Error: {}',
      'Cause: {}',
      'Window (UTC): {}',
      `https://${region}.console.aws.amazon.com/states/home?region=${region}#/v2/executions/details/{}`,
    ].join('\n'),
    sfn.JsonPath.stringAt('$$.Execution.Name'),
    sfn.JsonPath.stringAt('$.failure.failedState'),
    sfn.JsonPath.stringAt('$.failure.error'),
    sfn.JsonPath.stringAt('$.failure.cause'),
    sfn.JsonPath.stringAt('$.failure.window'),
    sfn.JsonPath.stringAt('$$.Execution.Id'),
  );
