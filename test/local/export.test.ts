import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { type ExportOptions, exportCommand } from '../../local/cli/export-command';
import { relationsOf } from '../../local/export/relations';
import { literal, quoted } from '../../local/warehouse/sql-text';
import { openWarehouse, type Warehouse } from '../../local/warehouse/warehouse';
import { openaq } from '../support/openaq-cli';
import { temporaryDirectory } from '../support/temporary-directory';

const root = temporaryDirectory();
const laptop = join(root, 'laptop');
const odd = join(root, 'odd');

beforeAll(async () => {
  const run = await openaq(['local', '--dir', laptop]);
  if (run.exitCode !== 0) throw new Error(run.stdout + run.stderr);
  const warehouse = await openWarehouse(join(odd, 'warehouse'));
  await warehouse.transaction([
    'create schema air',
    `create table air."../odd ""name'; drop" ("a ""b" varchar(80), local_date date, seen timestamp, good boolean,
      pm25 decimal(10, 4), mean decimal, ratio double precision, id bigint)`,
    `insert into air."../odd ""name'; drop" values
      ('quote " comma , line' || chr(10) || 'cr' || chr(13) || 'tab' || chr(9) || 'esc' || chr(27), '2018-12-05',
       '2018-12-05 07:00:00.123456', true, 21.5, 1.0 / 3, 0.1, 9007199254740993),
      ('Đống Đa, Hà Nội', '2018-12-06', '2018-12-06 07:00:00', false, -0.0001, 12345678901234567.5, 1e300, -1),
      ('', '2018-12-07', null, null, null, null, null, null),
      (null, null, null, null, 0, 0, 'NaN', 0)`,
    `create view air.named as select "a ""b" as name from air."../odd ""name'; drop" where good`,
    `comment on view air.named is 'It''s good'`,
    `comment on column air.named.name is 'Name; drop'`,
  ]);
  await warehouse.close();
}, 300_000);

let out: string;
let runs = 0;
beforeEach(() => {
  runs += 1;
  out = join(root, `out ${runs} it's`);
});
afterEach(() => jest.restoreAllMocks());

/** Exports, and gives what was said. */
const exported = async (options: Omit<ExportOptions, 'out'>): Promise<string> => {
  let said = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
  await exportCommand({ ...options, out });
  return said;
};

const inDuckDb = async (sql: string, database = ':memory:'): Promise<unknown[][]> => {
  const instance = await DuckDBInstance.create(database);
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(sql)).getRowsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
};

const withWarehouse = async <T>(directory: string, ask: (warehouse: Warehouse) => Promise<T>): Promise<T> => {
  const warehouse = await openWarehouse(join(directory, 'warehouse'));
  try {
    return await ask(warehouse);
  } finally {
    await warehouse.close();
  }
};

/** Texts of values, decimals without the zeros that their scale adds, in an order of their own. */
const comparable = (rows: readonly (readonly unknown[])[]): string[] =>
  rows
    .map((row) =>
      row
        .map((value) =>
          String(value)
            .replace(/(\.\d*?)0+$/, '$1')
            .replace(/\.$/, ''),
        )
        .join('|'),
    )
    .sort();

/** Every relation of the replayed week: what the warehouse holds, and its columns as texts. */
const heldRelations = (condition: (time: string | undefined) => string) =>
  withWarehouse(laptop, async (warehouse) => {
    const held = [];
    for (const { schema, name, columns, time } of await relationsOf(warehouse)) {
      const texts = columns.map((column) => `cast(${quoted(column.name)} as varchar)`).join(', ');
      const { rows } = await warehouse.query(`select ${texts} from ${schema}.${name} ${condition(time)}`);
      held.push({ schema, name, texts, rows });
    }
    return held;
  });

const from = (format: string, schema: string, name: string): string =>
  format === 'duckdb' ? `${schema}.${name}` : `read_parquet(${literal(join(out, schema, `${name}.parquet`))})`;

describe('README.md', () => {
  it('has a line for DuckDB that reads the lake', async () => {
    const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');
    const [, sql = ''] = /`(select [^`]+ from read_parquet\('\.local\/[^`]+)`/.exec(readme) ?? [];

    const rows = await inDuckDb(sql.replace('.local', laptop));

    expect(rows.map(([city]) => city).sort()).toEqual(['Hanoi', 'Ho Chi Minh City']);
  });
});

describe('openaq export', () => {
  it.each(['parquet', 'duckdb'] as const)(
    'writes as %s every row and value that the warehouse holds',
    async (format) => {
      const said = await exported({ dir: laptop, format });

      for (const { schema, name, texts, rows } of await heldRelations(() => '')) {
        const read = await inDuckDb(
          `select ${texts} from ${from(format, schema, name)}`,
          format === 'duckdb' ? out : ':memory:',
        );
        expect([name, comparable(read)]).toEqual([name, comparable(rows)]);
        expect(said).toMatch(new RegExp(`│ ${schema}\\.${name} +│ ${rows.length} +│ all`));
      }
      expect(said).toMatch(/openaq\.fact_measurements +│ 335 /);
      expect(said).not.toMatch(/stage_|schema_migrations/);
    },
  );

  it('writes with a window the hours and days in it, and dimensions whole', async () => {
    await exported({ dir: laptop, format: 'parquet', from: '2018-12-06', to: '2018-12-07' });

    const condition = (time: string | undefined) =>
      time === undefined ? '' : `where cast(${time} as date) in (date '2018-12-06', date '2018-12-07')`;
    const counts: Record<string, number> = {};
    for (const { schema, name, texts, rows } of await heldRelations(condition)) {
      const read = await inDuckDb(`select ${texts} from ${from('parquet', schema, name)}`);
      expect([name, comparable(read)]).toEqual([name, comparable(rows)]);
      counts[name] = read.length;
    }
    expect(counts).toMatchObject({ fact_measurements: 95, dim_locations: 53, rejected_measurements: 1 });
  });

  it('writes of a window without data the columns and no row', async () => {
    await exported({ dir: laptop, format: 'parquet', from: '2017-01-01', to: '2017-01-02' });

    const facts = from('parquet', 'openaq', 'fact_measurements');
    expect(await inDuckDb(`select count(*) from ${facts}`)).toEqual([['0']]);
    expect(await inDuckDb(`select column_name, column_type from (describe from ${facts})`)).toEqual(
      expect.arrayContaining([
        ['measurement_datetime', 'TIMESTAMP'],
        ['pm25', 'DECIMAL(10,4)'],
        ['location_id', 'INTEGER'],
        ['city', 'VARCHAR'],
      ]),
    );
  });

  it('keeps odd texts, names, nulls and types, and the comments in DuckDB', async () => {
    await exported({ dir: odd, format: 'duckdb' });

    const rows = await inDuckDb(`select * from air."../odd ""name'; drop" order by id nulls last`, out);
    expect(rows).toEqual([
      [
        'Đống Đa, Hà Nội',
        '2018-12-06',
        '2018-12-06 07:00:00',
        false,
        '-0.0001',
        '12345678901234567.50000000000000000000',
        1e300,
        '-1',
      ],
      [null, null, null, null, '0.0000', '0.00000000000000000000', 'NaN', '0'],
      [
        'quote " comma , line\ncr\rtab\tesc\u001b',
        '2018-12-05',
        '2018-12-05 07:00:00.123456',
        true,
        '21.5000',
        '0.33333333333333333333',
        0.1,
        '9007199254740993',
      ],
      ['', '2018-12-07', null, null, null, null, null, null],
    ]);
    expect(await inDuckDb("select comment from duckdb_tables() where table_name = 'named'", out)).toEqual([
      ["It's good"],
    ]);
    expect(await inDuckDb("select comment from duckdb_columns() where table_name = 'named'", out)).toEqual([
      ['Name; drop'],
    ]);
  });

  it('writes CSV as openaq query does, every character as it is, below a folder that no name leads out of', async () => {
    const said = await exported({ dir: odd, format: 'csv', json: true });

    expect(JSON.parse(said)).toEqual({
      out,
      format: 'csv',
      relations: [
        { name: `air.../odd "name'; drop`, rows: 4 },
        { name: 'air.named', rows: 1 },
      ],
    });
    expect(readdirSync(join(out, 'air'))).toEqual(['%2e%2e%2fodd %22name%27%3b drop.csv', 'named.csv']);
    expect(readFileSync(join(out, 'air/%2e%2e%2fodd %22name%27%3b drop.csv'), 'utf8').split('\n').slice(0, 2)).toEqual([
      '"a ""b",local_date,seen,good,pm25,mean,ratio,id',
      '"",2018-12-07,,,,,,',
    ]);
    expect(readFileSync(join(out, 'air/named.csv'), 'utf8')).toBe(
      'name\n"quote "" comma , line\ncr\rtab\tesc\u001b"\n',
    );
  });

  it('refuses to write over what is there, and leaves it', async () => {
    mkdirSync(out);

    await expect(exported({ dir: odd, format: 'csv' })).rejects.toThrow(
      `${out} is there already: give --out another name, or remove it`,
    );
    expect(readdirSync(out)).toEqual([]);
  });

  it.each([
    [
      'a date that is none',
      { from: '2018-13-01', to: '2018-12-02' },
      '--from "2018-13-01": expected a date, YYYY-MM-DD',
    ],
    ['one date', { from: '2018-12-01' }, '--to is missing: --from and --to are given together'],
    [
      'dates in the wrong order',
      { from: '2018-12-02', to: '2018-12-01' },
      /--from 2018-12-02 is after --to 2018-12-01/,
    ],
  ])('refuses %s', async (_, dates, message) => {
    await expect(exported({ dir: odd, format: 'csv', ...dates })).rejects.toThrow(message);
    expect(existsSync(out)).toBe(false);
  });

  it('leaves nothing of an export that fails', async () => {
    await withWarehouse(odd, (warehouse) =>
      warehouse.transaction([
        'create table air.vast (mean decimal)',
        `insert into air.vast values (${'9'.repeat(30)})`,
      ]),
    );
    const before = readdirSync(root);

    await expect(exported({ dir: odd, format: 'parquet' })).rejects.toThrow(
      /^air\.vast cannot be written \(Error when converting column "mean"\. Could not convert string "9{30}" to '\w+'\): --format csv takes every value$/,
    );

    expect(readdirSync(root)).toEqual(before);
  });
});
