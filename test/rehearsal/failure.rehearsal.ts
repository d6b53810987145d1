import { templateOf } from '../support/pipeline-template';
import { type RoleStatement, statementsOf } from '../support/role-statements';
import { execute, redrive, statesOf } from './execution';
import { without } from './policies';
import { API_KEY, putKey, useStage } from './stage';
import { type Mail, subscribe } from './topic';

/** A day that is nearly complete in both cities. */
const DAY = { from: '2018-12-05', to: '2018-12-05' };

/** A statement of the deployed roles by its role and its first action. */
const statementOf = (start: string): RoleStatement => {
  const found = statementsOf(templateOf({})).find(({ text }) => text.startsWith(start));
  if (found === undefined) throw new Error(`no role has a statement that begins with ${start}`);
  return found;
};

const stage = useStage('failure');
let nextMail: () => Promise<Mail>;

beforeAll(async () => {
  nextMail = await subscribe(stage());
  await putKey(stage(), API_KEY);
});

describe('a run that fails is red, told once, and mended by a redrive or a new run', () => {
  it('in a function that runs for an item of the Map: the key is wrong', async () => {
    await putKey(stage(), 'wrong');
    const run = await execute(stage(), 'wrong-key', DAY);
    expect([run.status, run.error]).toEqual(['FAILED', 'InvalidApiKeyError']);
    const { text } = await nextMail();
    expect(text).toMatch(/^The run wrong-key failed in Extract\.$/m);
    expect(text).toMatch(/^Work item: (Hanoi|Ho Chi Minh City) 2018-12-05/m);
    await putKey(stage(), API_KEY);
    const redriven = await redrive(stage(), run);
    expect([redriven.status, redriven.cause]).toEqual(['SUCCEEDED', undefined]);
    expect(statesOf(redriven).filter((name) => name === 'PlanRun')).toHaveLength(1);
  });

  it('in a task that refuses its input: the dates are none', async () => {
    const run = await execute(stage(), 'no-dates', { from: 'never' });
    expect([run.status, run.error]).toEqual(['FAILED', 'InvalidRunInputError']);
    const { text } = await nextMail();
    expect(text).toMatch(/^The run no-dates failed in PlanRun\.$/m);
    expect(text).toContain('"never"');
  });

  it('in a call of a service: the state machine may not start the crawler', async () => {
    const run = await without(stage(), statementOf('WorkflowRole: glue:GetCrawler'), () =>
      execute(stage(), 'no-permission', DAY),
    );
    expect([run.status, run.error]).toEqual(['FAILED', 'Glue.AccessDeniedException']);
    expect((await nextMail()).text).toMatch(/^The run no-permission failed in StartCrawler\.$/m);
  });

  it('in a decision about the crawl: the crawler may not list the bucket', async () => {
    const run = await without(stage(), statementOf('CatalogCrawlerRole: s3:GetBucketLocation'), () =>
      execute(stage(), 'no-crawl', DAY),
    );
    expect([run.status, run.error]).toEqual(['FAILED', 'CrawlFailedError']);
    const { text } = await nextMail();
    expect(text).toMatch(/^The run no-crawl failed in CrawlFailed\.$/m);
    expect(text).toMatch(/^Cause: .*not authorized to perform: s3:GetBucketLocation/m);
  });

  it('in a poll that outlives its limit: another session holds the tables', async () => {
    const letGo = await stage().warehouse.hold();
    const run = await execute(stage(), 'held', DAY);
    letGo();
    expect([run.status, run.error]).toEqual(['FAILED', 'RedshiftStatementTimedOutError']);
    expect((await nextMail()).text).toMatch(/^The run held failed in PrepareWarehouseTimedOut\.$/m);
    expect(statesOf(run)).toContain('CancelPrepareWarehouse');
  });

  it('in the Glue job: a file of the window is no Parquet', async () => {
    const { BucketName = '' } = await stage().outputs();
    const key = 'airquality/Hanoi/year=2018/month=12/day=05/broken.parquet';
    await stage().shell(`echo broken | aws s3 cp - s3://${BucketName}/${key}`);
    const run = await execute(stage(), 'broken-file', DAY);
    expect([run.status, run.error]).toEqual(['FAILED', 'States.TaskFailed']);
    expect((await nextMail()).text).toMatch(/^The run broken-file failed in TransformToStaging\.$/m);
    await stage().shell(`aws s3 rm s3://${BucketName}/${key}`);
    const redriven = await redrive(stage(), run);
    expect([redriven.status, redriven.cause]).toEqual(['SUCCEEDED', undefined]);
    expect(statesOf(redriven).filter((name) => name === 'StartCrawler')).toHaveLength(1);
  });

  it('in a decision about SQL: a column is gone', async () => {
    const { warehouse } = stage().warehouse;
    await warehouse.transaction(['alter table openaq.load_audit rename column rows_loaded to rows_gone']);
    const run = await execute(stage(), 'lost-column', DAY);
    expect([run.status, run.error]).toEqual(['FAILED', 'RedshiftStatementFailedError']);
    const { text } = await nextMail();
    expect(text).toContain('rows_loaded');
    await warehouse.transaction(['alter table openaq.load_audit rename column rows_gone to rows_loaded']);
    const again = await execute(stage(), 'lost-column-again', DAY);
    expect([again.status, again.cause]).toEqual(['SUCCEEDED', undefined]);
  });
});
