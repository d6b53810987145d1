import { LocalRedshiftData } from '../../../../local/aws/redshift-data/redshift-data';
import { useWarehouse } from '../../../support/test-warehouse';

const TARGET = { ClusterIdentifier: 'openaq-warehouse', Database: 'openaq_warehouse', SecretArn: 'arn:secret' };

describe('the Data API on the laptop', () => {
  const warehouse = useWarehouse();
  const redshift = (patienceMs?: number) => new LocalRedshiftData(warehouse(), patienceMs);

  beforeAll(async () => {
    await warehouse().transaction(['create table openaq.words (word varchar(20))']);
  });
  beforeEach(() => warehouse().transaction(['delete from openaq.words']));
  const words = async () => (await warehouse().query('select word from openaq.words order by word')).rows.flat();

  describe('executing a batch', () => {
    it('answers at once, and describes it when it has finished', async () => {
      const api = redshift();

      const submitted = await api.batchExecuteStatement({ ...TARGET, Sqls: ["insert into openaq.words values ('a')"] });
      const described = await api.describeStatement(submitted);

      expect(described).toEqual({ ...submitted, Status: 'FINISHED' });
      expect(await words()).toEqual(['a']);
    });

    it('runs it as one session and gives the result of each statement', async () => {
      const api = redshift();

      const { Id } = await api.batchExecuteStatement({
        ...TARGET,
        Sqls: ['create temp table mine as select 7 as n', 'select n from mine'],
      });

      await api.describeStatement({ Id });
      expect((await api.getStatementResult({ Id: `${Id}:2` })).Records).toEqual([[{ LongValue: 7 }]]);
    });

    it('types the fields of a result as AWS does', async () => {
      const api = redshift();
      const sql = `select true as passed, 'text' as detail, cast(7 as bigint) as rows, cast(0.5 as double precision) as share,
        cast(12.5 as decimal(10, 4)) as pm25, cast('2024-01-15 07:00:00' as timestamp) as at, null as nothing`;

      const { Id } = await api.batchExecuteStatement({ ...TARGET, Sqls: [sql] });
      await api.describeStatement({ Id });

      expect(await api.getStatementResult({ Id: `${Id}:1` })).toEqual({
        Records: [
          [
            { BooleanValue: true },
            { StringValue: 'text' },
            { LongValue: 7 },
            { DoubleValue: 0.5 },
            { StringValue: '12.5000' },
            { StringValue: '2024-01-15 07:00:00' },
            { IsNull: true },
          ],
        ],
        ColumnMetadata: expect.arrayContaining([
          { Name: 'passed', Label: 'passed', TypeName: 'bool' },
          { Name: 'pm25', Label: 'pm25', TypeName: 'numeric' },
          { Name: 'at', Label: 'at', TypeName: 'timestamp' },
        ]),
        TotalNumRows: 1,
      });
    });

    it('fails in its status, not in the request, is undone and says which statement failed', async () => {
      const api = redshift();

      const submitted = await api.batchExecuteStatement({
        ...TARGET,
        Sqls: ["insert into openaq.words values ('a')", 'select 1 / 0', "insert into openaq.words values ('b')"],
      });

      expect(await api.describeStatement(submitted)).toEqual({
        ...submitted,
        Status: 'FAILED',
        Error: 'Query #2 failed with ERROR: division by zero',
      });
      expect(await words()).toEqual([]);
    });

    it('fails in its status when Redshift SQL cannot run on the laptop', async () => {
      const api = redshift();

      const submitted = await api.batchExecuteStatement({ ...TARGET, Sqls: ['truncate openaq.words'] });

      expect((await api.describeStatement(submitted)).Error).toContain('TRUNCATE cannot run on the local warehouse');
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
      const api = redshift(1);

      const submitted = await api.batchExecuteStatement({ ...TARGET, Sqls: ['select 1'] });

      expect((await api.describeStatement(submitted)).Status).toBe('STARTED');
      await expect(api.getStatementResult({ Id: `${submitted.Id}:1` })).rejects.toThrow('Query does not have result');
      release();
      await writing;
    });
  });

  describe('given a ClientToken', () => {
    it('runs the request once and answers the same', async () => {
      const api = redshift();
      const request = { ...TARGET, Sqls: ["insert into openaq.words values ('a')"], ClientToken: 'token-1' };

      const [first, second] = [await api.batchExecuteStatement(request), await api.batchExecuteStatement(request)];

      await api.describeStatement(first);
      expect(second).toEqual(first);
      expect(await words()).toEqual(['a']);
    });

    it('refuses another request with the same token', async () => {
      const api = redshift();
      await api.batchExecuteStatement({ ...TARGET, Sqls: ['select 1'], ClientToken: 'token-1' });

      const again = api.batchExecuteStatement({ ...TARGET, Sqls: ['select 2'], ClientToken: 'token-1' });

      await expect(again).rejects.toThrow('the ClientToken belongs to another request');
    });
  });

  it.each<[string, object, string]>([
    ['no database', { Database: undefined }, 'Database: '],
    ['no cluster', { ClusterIdentifier: undefined }, 'exactly one of ClusterIdentifier and WorkgroupName'],
    ['cluster and workgroup', { WorkgroupName: 'w' }, 'exactly one of ClusterIdentifier and WorkgroupName'],
    ['a statement without text', { Sqls: [' '] }, 'Sqls.0: a statement must be a text that is not empty'],
    ['a statement above 100 KB', { Sqls: [`select '${'x'.repeat(100_000)}'`] }, 'at most 100000 bytes'],
    ['no statement', { Sqls: [] }, 'Sqls: Too small: expected array to have >=1 items'],
    ['41 statements', { Sqls: Array(41).fill('select 1') }, 'Sqls: Too big: expected array to have <=40 items'],
    ['members that the stand-in lacks', { Parameters: [] }, 'Unrecognized key: "Parameters"'],
    ['members in lower case', { sqls: [] }, 'Unrecognized key: "sqls"'],
  ])('refuses a request with %s', async (_, change, message) => {
    const entries = Object.entries({ ...TARGET, Sqls: ['select 1'], ...change });
    const request = Object.fromEntries(entries.filter(([, value]) => value !== undefined));

    const refused = redshift().batchExecuteStatement(request as never);

    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.toMatchObject({ name: 'RedshiftData.ValidationException' });
  });

  it('knows no statement that it was not given', async () => {
    await expect(redshift().describeStatement({ Id: 'nobody' })).rejects.toMatchObject({
      name: 'RedshiftData.ResourceNotFoundException',
    });
  });

  it.each(['', ':1', ':3'])('has no result of a batch under its id with "%s"', async (number) => {
    const api = redshift();
    const { Id } = await api.batchExecuteStatement({
      ...TARGET,
      Sqls: ["insert into openaq.words values ('a')", 'select 1'],
    });
    await api.describeStatement({ Id });

    await expect(api.getStatementResult({ Id: `${Id}${number}` })).rejects.toThrow('Query does not have result');
  });
});
