import { join } from 'node:path';
import { tablesCommand } from '../../local/cli/tables-command';
import { openWarehouse } from '../../local/warehouse/warehouse';
import { temporaryDirectory } from '../support/temporary-directory';

const dir = temporaryDirectory();

beforeAll(async () => {
  const warehouse = await openWarehouse(join(dir, 'warehouse'));
  await warehouse.transaction([
    'create schema air',
    'create schema old',
    'create table air.hours (id bigint identity(1, 1) not null, name varchar(80), at timestamp, pm25 decimal(10, 4))',
    'create view air.days as select cast(at as date) as day, count(*) as n from air.hours group by 1',
    'create table old.days (day date)',
    "comment on table air.hours is 'What was measured'",
    "comment on column air.hours.pm25 is 'ug/m3'",
  ]);
  await warehouse.close();
});

afterEach(() => jest.restoreAllMocks());

const ask = async (name?: string): Promise<unknown[]> => {
  let said = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
  await tablesCommand(name, { dir, json: true });
  return JSON.parse(said);
};

describe('openaq tables', () => {
  it('lists tables and views with their comments, and nothing of the database itself', async () => {
    expect(await ask()).toEqual([
      { schema: 'air', table: 'days', kind: 'view', comment: null },
      { schema: 'air', table: 'hours', kind: 'table', comment: 'What was measured' },
      { schema: 'old', table: 'days', kind: 'table', comment: null },
    ]);
  });

  it.each(['hours', 'air.hours'])('lists the columns of %s, with types as the schema writes them', async (name) => {
    expect(await ask(name)).toEqual([
      { column: 'id', type: 'bigint', nullable: 'no', comment: null },
      { column: 'name', type: 'varchar(80)', nullable: 'yes', comment: null },
      { column: 'at', type: 'timestamp', nullable: 'yes', comment: null },
      { column: 'pm25', type: 'decimal(10,4)', nullable: 'yes', comment: 'ug/m3' },
    ]);
  });

  it.each([
    ['hour', 'there is no table hour; did you mean air.hours?'],
    ['new.days', 'there is no table new.days; did you mean air.days or old.days?'],
    ['xyz', 'there is no table xyz: "npx openaq tables" lists them'],
    ['days', 'days is in more than one schema: air.days, old.days'],
  ])('answers %s in one line', async (name, message) => {
    await expect(ask(name)).rejects.toThrow(message);
  });
});
