import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import * as tasks from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import { WORKFLOW_ERROR_NAMES } from '../../lambdas/shared/domain/errors';
import { LIMITS, POLL, RETRIES } from './limits';
import { FIRST_POLL, Poll } from './poll';

export interface CrawlProps {
  readonly crawlerName: string;
  readonly crawlerArn: string;
}

const CRAWL = '$.crawl';
const CRAWLER = `${CRAWL}.answer.Crawler`;
const MESSAGE = `${CRAWLER}.LastCrawl.ErrorMessage`;

/**
 * Starts the crawler and polls until it is READY; then its last crawl must have SUCCEEDED, because a crawler whose crawl
 * failed is READY too. Step Functions has no `.sync` for crawlers.
 */
export class Crawl implements sfn.IChainable, sfn.INextable {
  readonly id = 'Crawl';
  readonly startState: sfn.State;
  readonly endStates: sfn.INextable[] = [this];
  private readonly poll: Poll;

  constructor(
    private readonly scope: Construct,
    private readonly props: CrawlProps,
  ) {
    const start = this.call('StartCrawler', 'startCrawler', {
      resultSelector: { poll: FIRST_POLL },
      resultPath: CRAWL,
      taskTimeout: sfn.Timeout.duration(LIMITS.startCrawler),
    });
    start.addRetry(RETRIES.startCrawler);
    const get = this.call('GetCrawler', 'getCrawler', {
      resultPath: `${CRAWL}.answer`,
      taskTimeout: sfn.Timeout.duration(LIMITS.request),
    });
    get.addRetry(RETRIES.read);
    this.poll = new Poll(scope, {
      names: { wait: 'WaitForCrawler', count: 'CountCrawlerPoll', decision: 'CrawlSucceeded?' },
      describe: get,
      path: CRAWL,
      interval: POLL.crawler,
      limit: LIMITS.crawl,
    });
    start.next(this.poll.wait);
    this.startState = start;
  }

  /** Goes on to a state once the crawl has succeeded. */
  next(state: sfn.IChainable): sfn.Chain {
    const isReady = sfn.Condition.stringEquals(`${CRAWLER}.State`, 'READY');
    const hasSucceeded = sfn.Condition.and(
      sfn.Condition.isPresent(`${CRAWLER}.LastCrawl.Status`),
      sfn.Condition.stringEquals(`${CRAWLER}.LastCrawl.Status`, 'SUCCEEDED'),
    );
    const fail = (id: string, props: sfn.FailProps) => new sfn.Fail(this.scope, id, props);
    this.poll.decision
      .when(sfn.Condition.and(isReady, hasSucceeded), state)
      .when(
        sfn.Condition.and(isReady, sfn.Condition.isPresent(MESSAGE)),
        fail('CrawlFailed', { error: WORKFLOW_ERROR_NAMES.crawlFailed, causePath: MESSAGE }),
      )
      .when(
        isReady,
        fail('CrawlNotSucceeded', {
          error: WORKFLOW_ERROR_NAMES.crawlFailed,
          cause: 'The crawler is READY, but its last crawl did not succeed and left no message',
        }),
      )
      .when(
        this.poll.isOverdue,
        fail('CrawlTimedOut', {
          error: WORKFLOW_ERROR_NAMES.crawlTimedOut,
          cause: `The crawl is not done after ${LIMITS.crawl.toMinutes()} minutes`,
        }),
      )
      .otherwise(this.poll.again);
    return sfn.Chain.sequence(this, state);
  }

  private call(
    id: string,
    action: string,
    props: Pick<tasks.CallAwsServiceProps, 'resultSelector' | 'resultPath' | 'taskTimeout'>,
  ): tasks.CallAwsService {
    const { crawlerArn, crawlerName } = this.props;
    return new tasks.CallAwsService(this.scope, id, {
      service: 'glue',
      action,
      iamResources: [crawlerArn],
      parameters: { Name: crawlerName },
      ...props,
    });
  }
}
