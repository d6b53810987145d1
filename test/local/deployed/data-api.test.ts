import { DataApi } from '../../../local/deployed/data-api';
import type { Executions } from '../../../local/deployed/executions';
import { requireReading } from '../../../local/deployed/only-reads';
import type { DeployedStack } from '../../../local/deployed/stack';
import { type AwsAnswer, type AwsRequest, type FakeAws, startFakeAws } from '../../support/fake-aws';
import { describeWithPython } from '../../support/python';
import { inCapitals, mistakesIn } from '../../support/sdk-models';

const STACK = { place: { name: 'openaq-pipeline', region: 'ap-southeast-1', options: '' } } as DeployedStack;

const TARGET = {
  ClusterIdentifier: 'openaq-warehouse',
  Database: 'openaq_warehouse',
  SecretArn: 'arn:aws:secretsmanager:ap-southeast-1:111122223333:secret:redshift!openaq-warehouse-admin-AbCdEf',
};

/** Of the deployed definition what is read. */
const definition = { States: { PrepareWarehouse: { Parameters: { ...TARGET, Sqls: [], ClientToken: 'token' } } } };
const deployed = { definition: async () => definition } as unknown as Executions;

const column = (name: string, typeName: string) => ({ name, label: name, typeName, nullable: 1 });

const PAGES: Readonly<Record<string, object>> = {
  first: {
    ColumnMetadata: [column('city', 'varchar'), column('pm25', 'numeric'), column('hours', 'int8')],
    Records: [[{ stringValue: 'Hanoi' }, { stringValue: '21.7000' }, { longValue: 24 }]],
    TotalNumRows: 2,
    NextToken: 'second',
  },
  second: {
    ColumnMetadata: [column('city', 'varchar'), column('pm25', 'numeric'), column('hours', 'int8')],
    Records: [[{ stringValue: '' }, { isNull: true }, { longValue: 0 }]],
    TotalNumRows: 2,
  },
};

const ID = 'd9b6c0c9-0747-4bf4-b142-e8883122f766';

const FAILED = {
  Id: ID,
  Status: 'FAILED',
  Error: 'Query #1 failed with ERROR: relation "openaq.no" does not exist',
  SubStatements: [{ Id: `${ID}:1`, Status: 'FAILED', Error: 'ERROR: relation "openaq.no" does not exist' }],
};

/** A warehouse that answers a statement at the third look. */
const answering = (ended: object): ((request: AwsRequest) => AwsAnswer) => {
  const statuses = [{ Id: ID, Status: 'SUBMITTED' }, { Id: ID, Status: 'STARTED' }, ended];
  return ({ operation, body }) => {
    if (operation === 'BatchExecuteStatement') return { Id: ID };
    if (operation === 'DescribeStatement') return statuses.length > 1 ? (statuses.shift() as object) : ended;
    if (operation === 'CancelStatement') return { Status: true };
    return PAGES[String(body['NextToken'] ?? 'first')] as object;
  };
};

let aws: FakeAws;
const askOf = async (ended: object): Promise<DataApi> => {
  aws = await startFakeAws(answering(ended));
  return DataApi.open(STACK, deployed);
};
afterEach(() => aws.close());

describe('the warehouse of a deployed stack', () => {
  it('answers a question with every page, and null as null', async () => {
    const api = await askOf({ Id: ID, Status: 'FINISHED' });

    expect(await api.query('select 1')).toEqual({
      columns: [
        { name: 'city', typeName: 'varchar' },
        { name: 'pm25', typeName: 'numeric' },
        { name: 'hours', typeName: 'int8' },
      ],
      rows: [
        ['Hanoi', '21.7000', 24],
        ['', null, 0],
      ],
    });
    expect(aws.requests.map(({ operation }) => operation)).toEqual([
      'BatchExecuteStatement',
      ...Array(3).fill('DescribeStatement'),
      ...Array(2).fill('GetStatementResult'),
    ]);
    expect(aws.requests[0]?.body).toMatchObject({ ...TARGET, Sqls: ['select 1'] });
  });

  it('says what the warehouse says of a statement that fails, and that it was cancelled', async () => {
    const api = await askOf(FAILED);
    await expect(api.query('select 1')).rejects.toMatchObject({
      name: 'QueryError',
      message: 'relation "openaq.no" does not exist',
    });
    await aws.close();

    const other = await askOf({ Id: ID, Status: 'ABORTED' });
    await expect(other.query('select 1')).rejects.toMatchObject({ message: 'it ended ABORTED' });
  });

  it('cancels what was submitted last, and nothing where nothing was', async () => {
    const api = await askOf({ Id: ID, Status: 'ABORTED' });
    await api.cancel();
    expect(aws.requests).toEqual([]);

    const asked = expect(api.query('select 1')).rejects.toThrow('ABORTED');
    await api.cancel();
    await asked;

    expect(aws.requests.find(({ operation }) => operation === 'CancelStatement')?.body).toEqual({ Id: ID });
  });
});

describe('what is sent to the deployed warehouse', () => {
  it.each([
    'select 1',
    ' -- why\nSELECT a',
    'with a as (select 1) select * from a;',
    'show tables',
    "select 'into; x'",
  ])('may be %s', (sql) => {
    expect(() => requireReading(sql)).not.toThrow();
  });

  it.each(['delete from a', 'select 1 into b', 'select 1; drop table a', 'call a()', '', 'explain_it'])(
    'may not be %j',
    (sql) => {
      expect(() => requireReading(sql)).toThrow(/^the deployed warehouse is only read: expected one statement/);
    },
  );
});

describeWithPython('the answers of these tests', () => {
  it('have the shapes of the Data API, by the model of the service', async () => {
    const answers: [string, object][] = [
      ['BatchExecuteStatement', { Id: ID }],
      ['DescribeStatement', FAILED],
      ['CancelStatement', { Status: true }],
      ...Object.values(PAGES).map((page): [string, object] => ['GetStatementResult', page]),
    ];
    const values = answers.map(([operation, value]) => ({
      service: 'redshift-data',
      operation,
      part: '$',
      value: inCapitals(value),
    }));

    aws = await startFakeAws(() => ({}));
    expect(await mistakesIn(values)).toEqual(values.map(() => []));
  });
});
