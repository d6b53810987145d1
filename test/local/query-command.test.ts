import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AnswerOptions } from '../../local/cli/answer';
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

const ask = async (sql: string, json = false, options: AnswerOptions = {}): Promise<string> => {
  const said: string[] = [];
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said.push(String(text));
    return true;
  });
  await queryCommand(sql, { dir, json, ...options });
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

  it('gives machines decimals as numbers with all their digits, and times with their zone', async () => {
    const sql = `select cast(21.7 as decimal(10, 4)) as mean, cast('9007199254740993' as decimal(20, 0)) as huge,
      cast('NaN' as decimal) as odd, timestamp '2018-12-05 07:00:00' as at, timestamp '2018-12-05 14:00:00' as at_local,
      date '2018-12-05' as day, cast('2018-12-05 07:00:00+00' as timestamptz) as instant, true as good, '' as empty, null as none`;

    expect(await ask(sql, true)).toBe(
      '[{"mean":21.7000,"huge":"9007199254740993","odd":"NaN","at":"2018-12-05T07:00:00Z","at_local":"2018-12-05T14:00:00","day":"2018-12-05","instant":"2018-12-05T07:00:00+00:00","good":true,"empty":"","none":null}]\n',
    );
    expect(await ask(sql, false, { csv: true })).toBe(
      [
        'mean,huge,odd,at,at_local,day,instant,good,empty,none',
        '21.7000,9007199254740993,NaN,2018-12-05T07:00:00Z,2018-12-05T14:00:00,2018-12-05,2018-12-05T07:00:00+00:00,true,"",',
        '',
      ].join('\n'),
    );
  });

  it('claims no zone of times where the statement turns them into another', async () => {
    const sql = "select convert_timezone('Asia/Ho_Chi_Minh', timestamp '2018-12-05 17:00:00') as at";

    expect(JSON.parse(await ask(sql, true))).toEqual([{ at: '2018-12-06T00:00:00' }]);
  });

  it('quotes what CSV must, and lets nothing steer the terminal', async () => {
    expect(
      await ask(`select 'a "b", c' as "x,y", 'one' || chr(10) || 'two' || chr(27) as z`, false, { csv: true }),
    ).toBe('"x,y",z\n"a ""b"", c","one\ntwo\\u001b"\n');
  });

  it('prints a line for each column', async () => {
    expect(await ask('select id, pm25 from places order by id', false, { vertical: true })).toBe(
      '── row 1 ──\nid   │ 1\npm25 │ 21.5\n── row 2 ──\nid   │ 9007199254740993\npm25 │ -\n',
    );
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
      /^column "nmae" does not exist \(line 1, character 8\); did you mean name\?$/,
    ],
    [
      'a column of another name that nothing but its letters tells',
      'select pm_2_5 from places',
      /; did you mean pm25\?$/,
    ],
    [
      'a table of another name',
      'select * from palces',
      'relation "palces" does not exist (line 1, character 15); did you mean public.places?',
    ],
    [
      'a function that is not here',
      'select ratio_to_report(pm25) from places',
      /^function .*; docs\/local-runner-support\.md lists Redshift's functions that run here$/,
    ],
    ['a syntax error', 'select from where', /^syntax error at or near "where" \(line 1, character 13\)$/],
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
