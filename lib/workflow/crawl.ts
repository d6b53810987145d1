import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import * as tasks from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import { WORKFLOW_ERROR_NAMES } from '../../lambdas/shared/errors/error-names';
import type { FailurePath } from './failure-path';
import { LIMITS, POLL, pollsWithin, RETRIES } from './limits';

export interface CrawlProps {
  readonly crawlerName: string;
  readonly crawlerArn: string;
  readonly failurePath: FailurePath;
}

const CRAWLER = '$.crawl.answer.Crawler';
const STARTED_BY = 'StartCrawler';

/**
 * Starts the crawler and polls until it is READY; then its last crawl must have SUCCEEDED, because a crawler whose crawl
 * failed is READY too. Step Functions has no `.sync` for crawlers.
 */
export class Crawl implements sfn.IChainable, sfn.INextable {
  readonly id = 'Crawl';
  readonly startState: sfn.State;
  readonly endStates: sfn.INextable[] = [this];
  private readonly succeeded: sfn.Choice;

  constructor(
    private readonly scope: Construct,
    private readonly props: CrawlProps,
  ) {
    this.succeeded = new sfn.Choice(scope, 'CrawlSucceeded?');
    const start = this.start();
    const wait = new sfn.Wait(scope, 'WaitForCrawler', { time: sfn.WaitTime.duration(POLL.crawler) });
    start.next(wait).next(this.get()).next(this.chooseReady(wait));
    this.startState = start;
  }

  /** Goes on to a state once the crawl has succeeded. */
  next(state: sfn.IChainable): sfn.Chain {
    const isSuccess = sfn.Condition.and(
      sfn.Condition.isPresent(`${CRAWLER}.LastCrawl.Status`),
      sfn.Condition.stringEquals(`${CRAWLER}.LastCrawl.Status`, 'SUCCEEDED'),
    );
    const failure = { failedState: STARTED_BY, error: WORKFLOW_ERROR_NAMES.crawlFailed };
    const failed = this.props.failurePath.fail('CrawlFailed', {
      ...failure,
      cause: sfn.JsonPath.format(
        'The crawl is {}: {}',
        sfn.JsonPath.stringAt(`${CRAWLER}.LastCrawl.Status`),
        sfn.JsonPath.stringAt(`${CRAWLER}.LastCrawl.ErrorMessage`),
      ),
    });
    const notSucceeded = this.props.failurePath.fail('CrawlNotSucceeded', {
      ...failure,
      cause: 'The crawler is READY, but its last crawl did not succeed and left no message',
    });
    this.succeeded
      .when(isSuccess, state)
      .when(sfn.Condition.isPresent(`${CRAWLER}.LastCrawl.ErrorMessage`), failed)
      .otherwise(notSucceeded);
    return sfn.Chain.sequence(this, state);
  }

  private start(): tasks.CallAwsService {
    const { crawlerArn, crawlerName, failurePath } = this.props;
    const start = new tasks.CallAwsService(this.scope, STARTED_BY, {
      service: 'glue',
      action: 'startCrawler',
      iamResources: [crawlerArn],
      parameters: { Name: crawlerName },
      resultSelector: { attempt: 0 },
      resultPath: '$.crawl',
      taskTimeout: sfn.Timeout.duration(LIMITS.startCrawler),
    });
    start.addRetry(RETRIES.startCrawler);
    failurePath.catchAll(start);
    return start;
  }

  private get(): tasks.CallAwsService {
    const { crawlerArn, crawlerName, failurePath } = this.props;
    const get = new tasks.CallAwsService(this.scope, 'GetCrawler', {
      service: 'glue',
      action: 'getCrawler',
      iamResources: [crawlerArn],
      parameters: { Name: crawlerName },
      resultPath: '$.crawl.answer',
      taskTimeout: sfn.Timeout.duration(LIMITS.request),
    });
    get.addRetry(RETRIES.read);
    failurePath.catchAll(get);
    return get;
  }

  private chooseReady(wait: sfn.Wait): sfn.Choice {
    const count = new sfn.Pass(this.scope, 'CountCrawlerPoll', {
      parameters: { attempt: sfn.JsonPath.mathAdd(sfn.JsonPath.numberAt('$.crawl.attempt'), 1) },
      resultPath: '$.crawl',
    });
    const timedOut = this.props.failurePath.fail('CrawlTimedOut', {
      failedState: STARTED_BY,
      error: WORKFLOW_ERROR_NAMES.crawlTimedOut,
      cause: sfn.JsonPath.format(
        `The crawler is {} after ${LIMITS.crawl.toMinutes()} minutes`,
        sfn.JsonPath.stringAt(`${CRAWLER}.State`),
      ),
    });
    const lastPoll = pollsWithin(LIMITS.crawl, POLL.crawler) - 1;
    return new sfn.Choice(this.scope, 'CrawlerReady?')
      .when(sfn.Condition.stringEquals(`${CRAWLER}.State`, 'READY'), this.succeeded)
      .when(sfn.Condition.numberGreaterThanEquals('$.crawl.attempt', lastPoll), timedOut)
      .otherwise(count.next(wait));
  }
}
