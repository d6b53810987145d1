import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { queryCommand } from '../../local/cli/query-command';
import { openWarehouse } from '../../local/warehouse/warehouse';
import { temporaryDirectory } from '../support/temporary-directory';

const dir = temporaryDirectory();

beforeAll(async () => {
  const warehouse = await openWarehouse(join(dir, 'warehouse'));
  await warehouse.transaction([
    'create table places (id bigint, name varchar(80), pm25 double precision)',
    `insert into places values (1, 'Hanoi' || chr(27) || '[2J' || chr(7), 21.5), (9007199254740993, 'two' || chr(10) || 'lines', null)`,
  ]);
  await warehouse.close();
});

afterEach(() => jest.restoreAllMocks());

const ask = async (sql: string, json = false): Promise<string> => {
  const said: string[] = [];
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said.push(String(text));
    return true;
  });
  await queryCommand(sql, { dir, json });
  return said.join('');
};

describe('openaq query', () => {
  it('prints a table in which nothing steers the terminal, and null as a dash', async () => {
    expect(await ask('select * from places order by id')).toBe(
      [
        '┌──────────────────┬──────────────────────┬──────┐',
        '│ id               │ name                 │ pm25 │',
        '├──────────────────┼──────────────────────┼──────┤',
        '│ 1                │ Hanoi\\u001b[2J\\u0007 │ 21.5 │',
        '│ 9007199254740993 │ two\\nlines           │ -    │',
        '└──────────────────┴──────────────────────┴──────┘',
        '',
      ].join('\n'),
    );
  });

  it('prints JSON with every digit, null as null and no control character', async () => {
    const line = await ask(
      `select *, cast('NaN' as double precision) as odd, name || chr(127) as del from places order by id`,
      true,
    );

    expect(line).not.toMatch(/(?!\n)\p{Cc}/u);
    expect(JSON.parse(line)).toMatchObject([
      { id: 1, name: 'Hanoi\u001b[2J\u0007', pm25: 21.5, odd: 'NaN', del: 'Hanoi\u001b[2J\u0007\u007f' },
      { id: '9007199254740993', name: 'two\nlines', pm25: null },
    ]);
  });

  it('prints an empty result', async () => {
    expect(await ask('select id from places where false')).toBe('┌────┐\n│ id │\n├────┤\n└────┘\n');
    expect(await ask('select id from places where false', true)).toBe('[]\n');
  });

  it.each([
    [
      'a table that does not exist',
      'select *\n  from nowhere',
      'relation "nowhere" does not exist (line 2, character 8)',
    ],
    [
      'a column that does not exist',
      'select nmae from places',
      /^column "nmae" does not exist \(line 1, character 8\)$/,
    ],
    ['a syntax error', 'select from where', /^syntax error at or near "where" \(line 1, character 13\)$/],
    ['a write', 'delete from places', 'cannot execute DELETE in a read-only transaction'],
    ['a statement that is none', 'selec 1', /^SELEC cannot run on the local warehouse/],
    ['no statement', '', /^an empty statement cannot run/],
    ['two statements', 'select 1; drop table places', /^a second statement cannot run/],
    ['a name that steers', 'select "\u001b[2J\u0007"', /^column "\\u001b\[2J\\u0007" does not exist/],
  ])('answers %s in one line', async (_, sql, message) => {
    const failure = await ask(sql).catch((error: Error) => error);

    expect(failure).toMatchObject({ name: 'QueryError' });
    expect((failure as Error).message).toMatch(message);
    expect((failure as Error).message).not.toContain('\n');
  });

  it('refuses to lose one of two columns of a name', async () => {
    await expect(ask('select 1 as a, 2 as a', true)).rejects.toThrow('two columns are named a: with --json give each');
    expect(await ask('select 1 as a, 2 as a')).toContain('│ 1 │ 2 │');
  });

  it('gives the folder back, also after a mistake', async () => {
    await expect(ask('selec 1')).rejects.toThrow();

    expect(await ask('select 1 as one')).toContain('one');
  });

  it('says in one line that a warehouse is damaged', async () => {
    const damaged = join(dir, 'damaged');
    mkdirSync(join(damaged, 'warehouse/pgdata'), { recursive: true });
    writeFileSync(join(damaged, 'warehouse/pgdata/PG_VERSION'), '9');

    await expect(queryCommand('select 1', { dir: damaged })).rejects.toThrow(
      expect.objectContaining({
        name: 'WarehouseUnavailableError',
        message: expect.stringMatching(
          /^the warehouse in [^\n]+ is damaged or of another version \([^\n]+\); delete [^\n]+$/,
        ),
      }),
    );
  });
});
