import { LocalRedshiftData } from '../../../../local/aws/redshift-data/redshift-data';
import { RedshiftDataError } from '../../../../local/aws/redshift-data/redshift-data-error';
import { useWarehouse } from '../../../support/test-warehouse';

const TARGET = { ClusterIdentifier: 'openaq-warehouse', Database: 'openaq_warehouse', SecretArn: 'arn:secret' };

describe('the Data API on the laptop', () => {
  const warehouse = useWarehouse();
  const redshift = (options: ConstructorParameters<typeof LocalRedshiftData>[1] = {}) =>
    new LocalRedshiftData(warehouse(), {
      newId: () => 'id-1',
      now: () => new Date('2024-01-15T00:00:00Z'),
      ...options,
    });

  beforeAll(async () => {
    await warehouse().transaction(['create table openaq.words (word varchar(20))']);
  });
  beforeEach(() => warehouse().transaction(['delete from openaq.words']));
  const words = async () => (await warehouse().query('select word from openaq.words order by word')).rows.flat();

  describe('executing one statement', () => {
    it('answers at once, and describes it when it has finished', async () => {
      const api = redshift();

      const submitted = await api.executeStatement({ ...TARGET, Sql: "insert into openaq.words values ('a')" });
      const described = await api.describeStatement(submitted);

      expect(submitted).toEqual({ Id: 'id-1', CreatedAt: '2024-01-15T00:00:00.000Z', Status: 'SUBMITTED', ...TARGET });
      expect(described).toEqual({
        Id: 'id-1',
        Status: 'FINISHED',
        QueryString: "insert into openaq.words values ('a')",
        HasResultSet: false,
        ResultRows: 1,
        Duration: 0,
        CreatedAt: '2024-01-15T00:00:00.000Z',
        UpdatedAt: '2024-01-15T00:00:00.000Z',
        ...TARGET,
      });
      expect(await words()).toEqual(['a']);
    });

    it('types the fields of a result as AWS does', async () => {
      const api = redshift();
      const Sql = `select true as passed, 'text' as detail, cast(7 as bigint) as rows, cast(0.5 as double precision) as share,
        cast(12.5 as decimal(10, 4)) as pm25, cast('2024-01-15 07:00:00' as timestamp) as at, null as nothing`;

      const result = await api.executeStatement({ ...TARGET, Sql }).then(async (submitted) => {
        await api.describeStatement(submitted);
        return api.getStatementResult(submitted);
      });

      expect(result.Records).toEqual([
        [
          { BooleanValue: true },
          { StringValue: 'text' },
          { LongValue: 7 },
          { DoubleValue: 0.5 },
          { StringValue: '12.5000' },
          { StringValue: '2024-01-15 07:00:00' },
          { IsNull: true },
        ],
      ]);
      expect(result.ColumnMetadata[0]).toEqual({ Name: 'passed', Label: 'passed', TypeName: 'bool', Nullable: 2 });
      expect(result.TotalNumRows).toBe(1);
    });

    it('binds named parameters, each as often as it stands there, and no text that looks like one', async () => {
      const api = redshift();

      const submitted = await api.executeStatement({
        ...TARGET,
        Sql: "select cast(:a as varchar(9)) || cast(:b as varchar(9)) || cast(:a as varchar(9)) || ' :c' as text -- :d",
        Parameters: [
          { Name: 'a', Value: "'" },
          { Name: 'b', Value: 'x' },
        ],
      });

      expect(await api.describeStatement(submitted)).toMatchObject({ QueryParameters: [{ Name: 'a' }, { Name: 'b' }] });
      expect((await api.getStatementResult(submitted)).Records).toEqual([[{ StringValue: "'x' :c" }]]);
    });

    it('fails in its status, not in the request, when the statement is wrong', async () => {
      const api = redshift();

      const submitted = await api.executeStatement({ ...TARGET, Sql: 'select * from nowhere' });

      expect(await api.describeStatement(submitted)).toMatchObject({
        Status: 'FAILED',
        Error: 'ERROR: relation "nowhere" does not exist',
        HasResultSet: false,
      });
    });

    it('fails in its status when Redshift SQL cannot run on the laptop', async () => {
      const api = redshift();

      const submitted = await api.executeStatement({ ...TARGET, Sql: 'truncate openaq.words' });

      expect((await api.describeStatement(submitted)).Error).toContain('TRUNCATE cannot run on the local warehouse');
    });
  });

  describe('executing a batch', () => {
    it('runs it as one session and gives the result of each statement', async () => {
      const api = redshift();

      const submitted = await api.batchExecuteStatement({
        ...TARGET,
        Sqls: ['create temp table mine as select 7 as n', 'select n from mine'],
      });

      const described = await api.describeStatement(submitted);
      expect(described).toMatchObject({ Status: 'FINISHED', HasResultSet: true });
      expect(described.SubStatements).toMatchObject([
        { Id: 'id-1:1', Status: 'FINISHED', HasResultSet: false },
        { Id: 'id-1:2', Status: 'FINISHED', HasResultSet: true, ResultRows: 1, QueryString: 'select n from mine' },
      ]);
      expect((await api.getStatementResult({ Id: 'id-1:2' })).Records).toEqual([[{ LongValue: 7 }]]);
    });

    it('undoes it and says which statement failed', async () => {
      const api = redshift();

      const submitted = await api.batchExecuteStatement({
        ...TARGET,
        Sqls: ["insert into openaq.words values ('a')", 'select 1 / 0', "insert into openaq.words values ('b')"],
      });

      const described = await api.describeStatement(submitted);
      expect(described).toMatchObject({ Status: 'FAILED', Error: 'Query #2 failed with ERROR: division by zero' });
      expect(described.SubStatements?.map(({ Status }) => Status)).toEqual(['FINISHED', 'FAILED', 'ABORTED']);
      expect(await words()).toEqual([]);
    });

    it('accepts a parameter that only one of the statements uses', async () => {
      const api = redshift();

      await api.batchExecuteStatement({
        ...TARGET,
        Sqls: ["insert into openaq.words values ('a')", 'insert into openaq.words values (:word)'],
        Parameters: [{ Name: 'word', Value: 'b' }],
      });

      await api.describeStatement({ Id: 'id-1' });
      expect(await words()).toEqual(['a', 'b']);
    });
  });

  describe('polled', () => {
    it('says STARTED when its patience is over before the statement', async () => {
      let release = (): void => {};
      const gate = new Promise<void>((resolve) => {
        release = resolve;
      });
      async function* slowly() {
        await gate;
        yield [['a']];
      }
      const writing = warehouse().write('openaq.words', ['word'], slowly(), []);
      const api = redshift({ patienceMs: 1 });

      const submitted = await api.executeStatement({ ...TARGET, Sql: 'select 1' });

      expect((await api.describeStatement(submitted)).Status).toBe('STARTED');
      await expect(api.getStatementResult(submitted)).rejects.toThrow('Query does not have result');
      release();
      await writing;
    });
  });

  describe('given a ClientToken', () => {
    it('runs the request once and answers the same', async () => {
      const api = redshift();
      const request = { ...TARGET, Sql: "insert into openaq.words values ('a')", ClientToken: 'token-1' };

      const answers = [await api.executeStatement(request), await api.executeStatement(request)];

      await api.describeStatement({ Id: 'id-1' });
      expect(answers[1]).toEqual(answers[0]);
      expect(await words()).toEqual(['a']);
    });

    it('refuses another request with the same token', async () => {
      const api = redshift();
      await api.executeStatement({ ...TARGET, Sql: 'select 1', ClientToken: 'token-1' });

      const again = api.executeStatement({ ...TARGET, Sql: 'select 2', ClientToken: 'token-1' });

      await expect(again).rejects.toThrow('the ClientToken belongs to another request');
    });
  });

  it.each<[string, object, string]>([
    ['no database', { Database: undefined }, 'Database is required'],
    ['no cluster', { ClusterIdentifier: undefined }, 'exactly one of ClusterIdentifier and WorkgroupName'],
    ['cluster and workgroup', { WorkgroupName: 'w' }, 'exactly one of ClusterIdentifier and WorkgroupName'],
    ['a secret and a user', { DbUser: 'admin' }, 'SecretArn and DbUser exclude each other'],
    ['no statement', { Sql: ' ' }, 'a statement must be a text that is not empty'],
    ['a statement above 100 KB', { Sql: `select '${'x'.repeat(100_000)}'` }, 'at most 100000 are allowed'],
    ['a member that the stand-in lacks', { WithEvent: true }, 'WithEvent is not supported by the local Data API'],
    ['an unused parameter', { Parameters: [{ Name: 'b', Value: '1' }] }, 'Unused parameters: [b]'],
    ['a missing value', { Sql: 'select :a' }, 'parameter a of the statement has no value'],
    ['an empty value', { Parameters: [{ Name: 'a', Value: '' }] }, 'parameter a must not be empty'],
    ['a null value', { Parameters: [{ Name: 'a', Value: null }] }, 'parameter a must be a string'],
    ['a number', { Parameters: [{ Name: 'a', Value: 1 }] }, 'parameter a must be a string'],
    ['a name in lower-case members', { Parameters: [{ name: 'a', value: '1' }] }, 'invalid parameter name undefined'],
    [
      'a name twice',
      {
        Sql: 'select :a',
        Parameters: [
          { Name: 'a', Value: '1' },
          { Name: 'a', Value: '2' },
        ],
      },
      'parameter a is given twice',
    ],
  ])('refuses a request with %s', async (_, change, message) => {
    const entries = Object.entries({ ...TARGET, Sql: 'select 1', ...change }).filter(
      ([, value]) => value !== undefined,
    );
    const refused = redshift().executeStatement(Object.fromEntries(entries) as never);

    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.toMatchObject({ name: 'RedshiftData.ValidationException' });
  });

  it.each([
    ['empty', []],
    ['of 41 statements', Array.from({ length: 41 }, () => 'select 1')],
  ])('refuses a batch that is %s', async (_, Sqls) => {
    await expect(redshift().batchExecuteStatement({ ...TARGET, Sqls })).rejects.toThrow('a list of 1 to 40 statements');
  });

  it('knows no statement that it was not given', async () => {
    const unknown = redshift().describeStatement({ Id: 'nobody' });

    await expect(unknown).rejects.toBeInstanceOf(RedshiftDataError);
    await expect(unknown).rejects.toMatchObject({ name: 'RedshiftData.ResourceNotFoundException' });
  });

  it.each(['id-1', 'id-1:1', 'id-1:3'])('has no result of a batch under %s', async (Id) => {
    const api = redshift();
    await api.batchExecuteStatement({ ...TARGET, Sqls: ["insert into openaq.words values ('a')", 'select 1'] });
    await api.describeStatement({ Id: 'id-1' });

    await expect(api.getStatementResult({ Id })).rejects.toThrow('Query does not have result');
  });
});
