import {
  type ConnectionInput,
  CreateConnectionCommand,
  type CreateConnectionCommandInput,
  CreateCrawlerCommand,
  type CreateCrawlerCommandInput,
  CreateDatabaseCommand,
  type CreateDatabaseCommandInput,
  CreateJobCommand,
  type CreateJobCommandInput,
  GetConnectionCommand,
  GetCrawlerCommand,
  GetDatabaseCommand,
  GetJobCommand,
  GetJobRunCommand,
  GlueClient,
  StartCrawlerCommand,
  StartJobRunCommand,
  type StartJobRunCommandInput,
} from '@aws-sdk/client-glue';
import { jobNamed } from '../support/glue-jobs';
import { type MotoServer, startMotoServer } from '../support/moto-server';
import { onlyResource, templateOf } from '../support/pipeline-template';
import { describeWithPython } from '../support/python';
import { runScripted } from '../support/scripted-run';
import { mistakesIn } from '../support/sdk-models';
import { definitionOf } from '../support/state-machine';
import { SUCCESSFUL_RUN } from '../support/successful-run';

/** A value of the template with readable text in place of its references. */
const plain = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const [[name, argument] = ['', undefined], ...others] = Object.entries(value) as [string, unknown][];
  if (others.length === 0 && name === 'Fn::Join') {
    const [separator, parts] = argument as [string, unknown[]];
    return parts.map(plain).join(separator);
  }
  if (others.length === 0 && (name === 'Ref' || name.startsWith('Fn::'))) return [argument].flat().join('.');
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
};

const propertiesOf = (type: string): unknown => plain(onlyResource(templateOf(), type).Properties);

/** The first request of a state in a run that succeeds. */
const sentBy = async (state: string): Promise<unknown> =>
  (await runScripted(definitionOf(), SUCCESSFUL_RUN)).calls[state]?.[0];

describeWithPython('Glue, with the properties of the template', () => {
  const database = propertiesOf('AWS::Glue::Database') as CreateDatabaseCommandInput;
  const crawler = propertiesOf('AWS::Glue::Crawler') as CreateCrawlerCommandInput;
  const connection = propertiesOf('AWS::Glue::Connection') as CreateConnectionCommandInput;
  const job = plain(jobNamed(templateOf(), 'openaq_to_redshift').Properties) as CreateJobCommandInput;
  let moto: MotoServer;
  let glue: GlueClient;
  beforeAll(async () => {
    moto = await startMotoServer();
    glue = new GlueClient(moto.clientOptions());
    await glue.send(new CreateDatabaseCommand(database));
    await glue.send(new CreateCrawlerCommand(crawler));
    await glue.send(new CreateConnectionCommand(connection));
    await glue.send(new CreateJobCommand(job));
  }, 60_000);
  afterAll(() => moto?.stop());

  it('is what the Glue API defines, member by member', async () => {
    const requests = { CreateDatabase: database, CreateCrawler: crawler, CreateConnection: connection, CreateJob: job };

    const mistakes = await mistakesIn(
      Object.entries(requests).map(([operation, value]) => ({ service: 'glue', operation, part: null, value })),
    );

    expect(mistakes.flat()).toEqual([]);
  });

  it('gives the database, the crawler, the connection and the job back as they were made', async () => {
    const { Name: databaseName } = database.DatabaseInput ?? {};
    expect(await glue.send(new GetDatabaseCommand({ Name: databaseName }))).toMatchObject({
      Database: database.DatabaseInput,
    });
    expect(await glue.send(new GetCrawlerCommand({ Name: crawler.Name }))).toMatchObject({ Crawler: crawler });
    // moto forgets the type of a connection, and whether runs of a job queue.
    const { ConnectionType, ...keptConnection } = connection.ConnectionInput as ConnectionInput;
    expect(await glue.send(new GetConnectionCommand({ Name: keptConnection.Name }))).toMatchObject({
      Connection: keptConnection,
    });
    const { JobRunQueuingEnabled, ...keptJob } = job;
    expect(await glue.send(new GetJobCommand({ JobName: job.Name }))).toMatchObject({ Job: keptJob });
  });

  it('refuses a second crawl by the error that the state machine retries', async () => {
    const start = new StartCrawlerCommand((await sentBy('StartCrawler')) as { Name: string });
    await glue.send(start);

    const error: Error = await glue.send(start).then(
      () => new Error('the crawler started twice'),
      (reason) => reason,
    );

    const retried = definitionOf().States['StartCrawler']?.Retry?.flatMap(({ ErrorEquals }) => ErrorEquals);
    expect(retried).toContain(`Glue.${error.name}`);
  });

  it('runs the job with the arguments of the state machine', async () => {
    const request = (await sentBy('TransformToStaging')) as StartJobRunCommandInput;

    const { JobRunId: RunId } = await glue.send(new StartJobRunCommand(request));

    expect(await glue.send(new GetJobRunCommand({ JobName: job.Name, RunId }))).toMatchObject({
      JobRun: { Arguments: request.Arguments, JobRunState: 'SUCCEEDED' },
    });
  });
});
