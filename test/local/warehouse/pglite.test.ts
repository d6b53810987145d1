import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CLUSTER_FILE } from '../../../local/warehouse/cluster';
import { openWarehouse, WarehouseUnavailableError } from '../../../local/warehouse/warehouse';
import { temporaryDirectory } from '../../support/temporary-directory';

/** The version of PGlite that is installed. */
const { version: installed } = JSON.parse(
  readFileSync(join(__dirname, '../../../node_modules/@electric-sql/pglite/package.json'), 'utf8'),
);

describe('a warehouse in a directory', () => {
  const root = temporaryDirectory();

  const create = async (name: string): Promise<string> => {
    const directory = join(root, name);
    await (await openWarehouse(directory)).close();
    return directory;
  };

  const reasonOf = async (directory: string): Promise<string> => {
    const error: unknown = await openWarehouse(directory).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(WarehouseUnavailableError);
    return (error as Error).message;
  };

  it('is created with the directories above it, and keeps its rows', async () => {
    const directory = join(root, 'a', 'b');
    const first = await openWarehouse(directory);
    await first.transaction(['create table kept (id integer)', 'insert into kept values (7)']);
    await first.close();

    const second = await openWarehouse(directory);

    expect((await second.query('select id from kept')).rows).toEqual([[7]]);
    await second.close();
  });

  it('has one cluster to start from, which the installed PGlite made', () => {
    const files = readdirSync(dirname(CLUSTER_FILE)).filter((name) => name.startsWith('cluster-'));

    expect(files).toEqual([`cluster-${installed}.tar.br`]);
  });

  it('says so when the directory cannot be written', async () => {
    const file = join(root, 'file');
    writeFileSync(file, '');

    expect(await reasonOf(join(file, 'warehouse'))).toMatch(/^cannot write the warehouse in .*: ENOTDIR/);
  });

  it.each([
    ['a damaged file', 'global/pg_control', 'PANIC'],
    ['a file of another version of Postgres', 'PG_VERSION', 'FATAL'],
  ])('says what to do about %s', async (name, file, reason) => {
    const directory = await create(name);
    writeFileSync(join(directory, 'pgdata', file), '9');

    const message = await reasonOf(directory);

    expect(message).toContain(`is damaged or of another version (${reason}`);
    expect(message).toContain('delete the directory and run again');
  });

  it('does not touch a data directory that holds something else', async () => {
    const directory = join(root, 'other');
    mkdirSync(join(directory, 'pgdata'), { recursive: true });
    writeFileSync(join(directory, 'pgdata', 'thesis.txt'), 'irreplaceable');

    expect(await reasonOf(directory)).toContain('is damaged or of another version');
    expect(readFileSync(join(directory, 'pgdata', 'thesis.txt'), 'utf8')).toBe('irreplaceable');
  });
});
