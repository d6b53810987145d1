import { useWarehouse } from '../../support/test-warehouse';

describe('the warehouse', () => {
  const warehouse = useWarehouse();
  const ask = async (sql: string): Promise<unknown[][]> => (await warehouse().query(sql)).rows;

  beforeAll(async () => {
    await warehouse().transaction([
      'create table openaq.things (id integer, name varchar(20), at timestamp, size decimal(10, 4), ratio double precision, good boolean)',
    ]);
  });
  beforeEach(() => warehouse().transaction(['delete from openaq.things']));

  describe('in a transaction', () => {
    it('gives each statement the session of those before it, temp tables included', async () => {
      const results = await warehouse().transaction(['create temp table mine as select 7 as n', 'select n from mine']);

      expect(results.map(({ rows }) => rows)).toEqual([[], [[7]]]);
    });

    it('forgets temp tables and settings afterwards', async () => {
      await warehouse().transaction(['create temp table mine as select 7 as n']);

      await expect(warehouse().transaction(['select n from mine'])).rejects.toThrow('relation "mine" does not exist');
    });

    it('counts the rows that a statement returned or changed', async () => {
      const results = await warehouse().transaction([
        'insert into openaq.things (id) select location_id from (select 1 as location_id union all select 2) as two',
        'update openaq.things set good = true where id = 2',
        'select id from openaq.things',
        'delete from openaq.things where id > 5',
      ]);

      expect(results.map(({ rowCount }) => rowCount)).toEqual([2, 1, 2, 0]);
    });

    it('undoes everything and names the statement when one fails', async () => {
      const failing = warehouse().transaction([
        'insert into openaq.things (id) values (1)',
        'insert into openaq.things (id) values (1 / 0)',
        'insert into openaq.things (id) values (3)',
      ]);

      await expect(failing).rejects.toMatchObject({
        name: 'StatementFailedError',
        index: 1,
        message: 'division by zero',
      });
      expect(await ask('select id from openaq.things')).toEqual([]);
    });

    it('refuses two statements in one text, as the Data API does', async () => {
      await expect(warehouse().transaction(['select 1; select 2'])).rejects.toThrow('a second statement');
    });

    it('lets a second transaction wait for the lock of the first', async () => {
      const results = await Promise.all(
        [1, 2].map((id) =>
          warehouse().transaction([
            'lock table openaq.things',
            `insert into openaq.things (id) values (${id})`,
            'select count(*) from openaq.things',
          ]),
        ),
      );

      expect(results.map(([, , counted]) => counted?.rows[0]?.[0]).sort()).toEqual([1, 2]);
    });

    it('measures a varchar in bytes, as Redshift does', async () => {
      const tooLong = warehouse().transaction(["insert into openaq.things (name) values ('ếếếếếếế')"]);

      await expect(tooLong).rejects.toThrow('name_at_most_20_bytes');
    });

    it('refuses a value for an identity column, as Redshift does', async () => {
      await warehouse().transaction(['create table openaq.numbered (id bigint identity(1, 1), name varchar(9))']);

      await expect(warehouse().transaction(['insert into openaq.numbered (id) values (1)'])).rejects.toThrow(
        'non-DEFAULT value',
      );
    });

    it.each([
      '(a integer encode az64)',
      '(a integer distkey)',
      '(a integer) backup no',
      '(a integer) compound sortkey (a)',
    ])('refuses what a cluster alone needs and the schema does not say: %s', async (columns) => {
      await expect(warehouse().transaction([`create table openaq.clustered ${columns}`])).rejects.toThrow(
        'syntax error',
      );
    });

    it('accepts a key twice, since Redshift does not enforce keys', async () => {
      await warehouse().transaction(['create table openaq.keyed (id integer primary key)']);

      await warehouse().transaction(['insert into openaq.keyed values (1)', 'insert into openaq.keyed values (1)']);

      expect(await ask('select count(*) from openaq.keyed')).toEqual([[2]]);
    });
  });

  describe('asked a question', () => {
    it('gives decimals and timestamps as text, in UTC, and the rest as values', async () => {
      const result = await warehouse().query(
        `select cast(1 as integer) as i, cast(2 as bigint) as b, cast(9007199254740993 as bigint) as huge,
                cast(0.5 as decimal(10, 4)) as d, cast(0.25 as double precision) as f, true as t,
                cast('2024-01-15 07:00:00' as timestamp) as at, cast('2024-01-15' as date) as day, 'x' as s, null as n`,
      );

      expect(result.rows).toEqual([
        [1, 2, 9007199254740993n, '0.5000', 0.25, true, '2024-01-15 07:00:00', '2024-01-15', 'x', null],
      ]);
      expect(result.columns.map(({ typeName }) => typeName)).toEqual([
        'int4',
        'int8',
        'int8',
        'numeric',
        'float8',
        'bool',
        'timestamp',
        'date',
        'varchar',
        'varchar',
      ]);
    });

    it('takes parameters', async () => {
      const { rows } = await warehouse().query('select cast($1 as integer) + 1, cast($2 as varchar(9))', [
        '41',
        "it's",
      ]);

      expect(rows).toEqual([[42, "it's"]]);
    });

    it('has the clock of the session in UTC, in whole seconds', async () => {
      const before = Math.floor(Date.now() / 1000) * 1000;

      const [[now]] = (await ask('select getdate()')) as [[string]];

      expect(now).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
      expect(Date.parse(`${now.replace(' ', 'T')}Z`)).toBeGreaterThanOrEqual(before);
    });

    it('writes nothing', async () => {
      await expect(warehouse().query('delete from openaq.things')).rejects.toThrow('read-only transaction');
    });
  });

  describe('given rows', () => {
    const COLUMNS = ['id', 'name', 'at', 'size', 'ratio', 'good'];
    const write = (rows: unknown[][] | AsyncIterable<unknown[][]>, preactions: string[] = []) =>
      warehouse().write('openaq.things', COLUMNS, rows, preactions);

    it('writes every kind of value, a Date as UTC', async () => {
      const at = new Date('2024-01-15T07:00:00.250Z');

      await write([
        [1, 'tab\tline\nback\\slash', at, '0.1250', Number.NaN, true],
        [2n, '\\N', '2024-01-15 08:00:00', 2, 0.5, false],
        [null, null, undefined, null, null, null],
      ]);

      expect(await ask('select * from openaq.things')).toEqual([
        [1, 'tab\tline\nback\\slash', '2024-01-15 07:00:00.25', '0.1250', Number.NaN, true],
        [2, '\\N', '2024-01-15 08:00:00', '2.0000', 0.5, false],
        [null, null, null, null, null, null],
      ]);
    });

    it('takes them in batches, after the preactions', async () => {
      await write([[1, 'old', null, null, null, null]]);
      async function* batches() {
        yield [[2, 'new', null, null, null, null]];
        yield [];
        yield Array.from({ length: 6_000 }, (_, index) => [index + 3, 'new', null, null, null, null]);
      }

      await write(batches(), ["delete from openaq.things where name = 'old'"]);

      expect(await ask('select count(*), min(id), max(id) from openaq.things')).toEqual([[6_001, 2, 6_002]]);
    });

    it('undoes the preactions when a row does not fit', async () => {
      await write([[1, 'old', null, null, null, null]]);

      await expect(write([['one', null, null, null, null, null]], ['delete from openaq.things'])).rejects.toThrow(
        'integer',
      );

      expect(await ask('select name from openaq.things')).toEqual([['old']]);
    });

    it.each([
      [
        'a value of no column type',
        [[{}, null, null, null, null, null]],
        'column id: cannot write a value of type [object Object]',
      ],
      ['a row that is too short', [[1]], 'a row has 1 values for the 6 columns'],
    ])('refuses %s', async (_, rows, message) => {
      await expect(write(rows)).rejects.toThrow(message);
    });

    it('refuses a table that is no plain name', async () => {
      await expect(warehouse().write('things; drop', ['id'], [], [])).rejects.toThrow('"things; drop" is not the name');
    });
  });
});
