import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { WORKFLOW_ERROR_NAMES } from '../../lambdas/shared/domain/errors';
import { awsTask } from './aws-task';
import { LIMITS, POLL, RETRIES } from './limits';
import { FIRST_POLL, poll } from './poll';

const CRAWL = '$.crawl';
const CRAWLER = `${CRAWL}.answer.Crawler`;
const STATUS = `${CRAWLER}.LastCrawl.Status`;
const MESSAGE = `${CRAWLER}.LastCrawl.ErrorMessage`;

/**
 * Starts the crawler and waits until it is READY; then its last crawl must have SUCCEEDED, because a crawler whose crawl
 * failed is READY too. Step Functions has no `.sync` for crawlers.
 */
export const crawl = (scope: Construct, { crawlerName }: { readonly crawlerName: string }): sfn.Chain => {
  const parameters = { Name: crawlerName };
  const isReady = sfn.Condition.stringEquals(`${CRAWLER}.State`, 'READY');
  const hasSucceeded = sfn.Condition.and(
    sfn.Condition.isPresent(STATUS),
    sfn.Condition.stringEquals(STATUS, 'SUCCEEDED'),
  );
  const hasFailed = sfn.Condition.and(isReady, sfn.Condition.not(hasSucceeded));
  return poll(scope, {
    noun: 'Crawler',
    question: 'CrawlSucceeded?',
    begin: awsTask(scope, 'StartCrawler', {
      call: 'glue:startCrawler',
      parameters,
      keep: { poll: FIRST_POLL },
      resultPath: CRAWL,
      retry: RETRIES.startCrawler,
      limit: LIMITS.startCrawler,
    }),
    path: CRAWL,
    describe: awsTask(scope, 'GetCrawler', { call: 'glue:getCrawler', parameters, resultPath: `${CRAWL}.answer` }),
    interval: POLL.crawler,
    limit: LIMITS.crawl,
    isDone: sfn.Condition.and(isReady, hasSucceeded),
    ended: [
      [
        sfn.Condition.and(hasFailed, sfn.Condition.isPresent(MESSAGE)),
        new sfn.Fail(scope, 'CrawlFailed', { error: WORKFLOW_ERROR_NAMES.crawlFailed, causePath: MESSAGE }),
      ],
      [
        hasFailed,
        new sfn.Fail(scope, 'CrawlNotSucceeded', {
          error: WORKFLOW_ERROR_NAMES.crawlFailed,
          cause: 'The crawler is READY, but its last crawl did not succeed and left no message',
        }),
      ],
    ],
    overdue: new sfn.Fail(scope, 'CrawlTimedOut', {
      error: WORKFLOW_ERROR_NAMES.crawlTimedOut,
      cause: `The crawl is not done after ${LIMITS.crawl.toMinutes()} minutes`,
    }),
  });
};
