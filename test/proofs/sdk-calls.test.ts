import { LocalRedshiftData } from '../../local/aws/redshift-data/redshift-data';
import type { Warehouse } from '../../local/warehouse/warehouse';
import { DATABASE, hour, Lake } from '../support/lake';
import { describeWithPython } from '../support/python';
import { runScripted, type Script } from '../support/scripted-run';
import { answerOf, mistakesIn, readingsOf, requestOf, type SdkValue } from '../support/sdk-models';
import {
  allStates,
  definitionOf,
  pauseDefinitionOf,
  type State,
  type StateMachineDefinition,
} from '../support/state-machine';
import { SUCCESSFUL_RUN } from '../support/successful-run';

/** The mistakes of named values, without the values that have none. */
const mistakesByName = async (values: readonly (readonly [name: string, value: SdkValue])[]) => {
  const mistakes = await mistakesIn(values.map(([, value]) => value));
  return Object.fromEntries(
    values.flatMap(([name], index) => (mistakes[index]?.length ? [[name, mistakes[index]]] : [])),
  );
};

const tasksIn = (definition: StateMachineDefinition): [name: string, task: State][] =>
  allStates(definition).filter(([, { Type }]) => Type === 'Task');
const tasksOf = (openaq: object): [name: string, task: State][] => tasksIn(definitionOf(openaq));

/** The state machines that have tasks of their own, with the least number of them. */
const MACHINES: readonly [string, StateMachineDefinition, number][] = [
  ['a cluster', definitionOf(), 10],
  ['Redshift Serverless', definitionOf({ warehouse: { kind: 'serverless' } }), 10],
  ['a cluster that is paused between runs', definitionOf({ warehouse: { pauseBetweenRuns: true } }), 12],
  ['the pause after a run', pauseDefinitionOf(), 3],
];

describeWithPython('calls of the state machine, by the models of the services', () => {
  it.each(MACHINES)('name existing operations and members: %s', async (_, definition, least) => {
    const requests = tasksIn(definition).map(([name, task]) => [name, requestOf(task, task.Parameters ?? {})] as const);

    expect(requests.length).toBeGreaterThanOrEqual(least);
    expect(await mistakesByName(requests)).toEqual({});
  });

  it.each(MACHINES)('read only members that the answers have: %s', async (_, definition) => {
    const mistakes = await mistakesIn(tasksIn(definition).map(([, task]) => readingsOf(definition, task)));

    // What is not read is missing, and may be.
    expect(mistakes.flat().filter((mistake) => !mistake.endsWith(' is missing'))).toEqual([]);
  });

  it.each<[string, object, Script]>([
    ['a run that succeeds', {}, SUCCESSFUL_RUN],
    [
      'a run whose SQL is too slow',
      {},
      {
        ...SUCCESSFUL_RUN,
        DescribeLoadWarehouse: { Id: 'a', Status: 'STARTED' },
        CancelLoadWarehouse: { Status: true },
      },
    ],
    ['a run on Redshift Serverless', { warehouse: { kind: 'serverless' } }, SUCCESSFUL_RUN],
  ])('carry values within the limits of the services: %s', async (_, openaq, script) => {
    const tasks = new Map(tasksOf(openaq));

    const { calls } = await runScripted(definitionOf(openaq), script, { from: '2018-12-05', to: '2018-12-05' });

    const requests = Object.entries(calls).flatMap(([name, values]) =>
      values.map((value) => [name, requestOf(tasks.get(name) as State, value)] as const),
    );
    expect(await mistakesByName(requests)).toEqual({});
  });
});

describeWithPython('answers that stand in for AWS, by the models of the services', () => {
  it('are real ones in the scripted runs of the workflow tests', async () => {
    const tasks = new Map(tasksOf({}));

    const answers = Object.entries(SUCCESSFUL_RUN).flatMap(([name, answer]) =>
      [answer].flat().map((value) => [name, answerOf(tasks.get(name) as State, value)] as const),
    );

    expect(await mistakesByName(answers)).toEqual({});
  });

  it('are real ones from the Glue crawler of the laptop, before and after a crawl', async () => {
    const lake = new Lake();
    await lake.putDay('Hanoi', '2018-12-05', [hour()]);
    const Name = 'openaq_s3_crawler';

    const before = await lake.crawler.getCrawler({ Name });
    const started = await lake.crawler.startCrawler({ Name });
    await lake.crawled();
    const after = await lake.crawler.getCrawler({ Name });

    lake.remove();
    expect(after.Crawler).toMatchObject({ DatabaseName: DATABASE, LastCrawl: { Status: 'SUCCEEDED' } });
    const getCrawler = { service: 'glue', operation: 'GetCrawler', part: '$' };
    expect(
      await mistakesByName([
        ['before', { ...getCrawler, value: before }],
        ['after', { ...getCrawler, value: after }],
        ['started', { ...getCrawler, operation: 'StartCrawler', value: started }],
      ]),
    ).toEqual({});
  });

  it('are real ones from the Redshift Data API of the laptop', async () => {
    const columns = ['bool', 'int4', 'float8', 'varchar', 'int4'].map((typeName) => ({ name: typeName, typeName }));
    const warehouse = { transaction: async () => [{ columns, rows: [[true, 1, 1.5, 'one', null]] }] };
    const redshift = new LocalRedshiftData(warehouse as unknown as Warehouse);
    const target = { ClusterIdentifier: 'openaq-warehouse', Database: 'openaq_warehouse' };

    const batch = await redshift.batchExecuteStatement({ ...target, Sqls: ['select 1', 'select 2'] });

    const answers = {
      BatchExecuteStatement: batch,
      DescribeStatement: await redshift.describeStatement(batch),
      GetStatementResult: await redshift.getStatementResult({ Id: `${batch.Id}:1` }),
    };
    expect(
      await mistakesByName(
        Object.entries(answers).map(([operation, value]) => [
          operation,
          { service: 'redshift-data', operation, part: '$', value },
        ]),
      ),
    ).toEqual({});
  });
});

describeWithPython('the judgement itself', () => {
  it.each<[string, Partial<SdkValue>, RegExp]>([
    ['an operation that does not exist', { operation: 'RunStatement' }, /has no operation RunStatement/],
    ['a member that does not exist', { value: { Statements: [] } }, /Statements is unknown/],
    ['a member that is missing', { value: { Database: 'd' } }, /Sqls is missing/],
    ['a wrong type', { value: { Sqls: 'select 1' } }, /Sqls: expected list, got "select 1"/],
    ['too many statements', { value: { Sqls: Array(41).fill('select 1') } }, /Sqls: 41 is above 40/],
    ['a text that is too long', { value: { Sqls: ['x'], ClientToken: 'x'.repeat(65) } }, /ClientToken: 65 is above 64/],
    ['a word that is not in the enumeration', { value: { Sqls: ['x'], ExecutionMode: 'SERIAL' } }, /SERIAL is not in/],
  ])('finds %s', async (_, change, mistake) => {
    const request = { service: 'redshift-data', operation: 'BatchExecuteStatement', part: null, value: {} };

    const [mistakes] = await mistakesIn([{ ...request, ...change }]);

    expect(mistakes?.join('\n')).toMatch(mistake);
  });

  it('finds a member that the machine reads and the answer lacks', async () => {
    const describe: State = {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:redshiftdata:describeStatement',
      ResultPath: '$.statement',
    };
    const choice: State = { Type: 'Choice', Parameters: { 'cause.$': "States.Format('{}', $.statement.Reason)" } };

    const [mistakes] = await mistakesIn([readingsOf({ StartAt: '', States: { describe, choice } }, describe)]);

    expect(mistakes?.join('\n')).toMatch(/Reason is unknown/);
  });
});
