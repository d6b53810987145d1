import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { useWarehouse } from '../support/test-warehouse';
import { dictionaryPage, type Relation, readRelations } from './dictionary-page';

const PAGE = join(__dirname, '../../docs/data-dictionary.md');

describe('docs/data-dictionary.md', () => {
  const warehouse = useWarehouse();
  let relations: Relation[];
  beforeAll(async () => {
    relations = await readRelations(warehouse());
  });

  it('is what the comments of the warehouse say (UPDATE_DOCS=1 writes it)', () => {
    const page = dictionaryPage(relations);
    if (process.env['UPDATE_DOCS'] === '1') writeFileSync(PAGE, page);

    expect(readFileSync(PAGE, 'utf8')).toBe(page);
  });

  it('describes every table, view and column', () => {
    const named = relations.flatMap(({ name, comment, columns }): [string, string][] => [
      [name, comment],
      ...columns.map((column): [string, string] => [`${name}.${column.name}`, column.meaning]),
    ]);

    expect(named.filter(([, text]) => text === '').map(([name]) => name)).toEqual([]);
  });

  it('names as the origin of a value only columns that there are', () => {
    const columns = new Set(
      relations.flatMap(({ name, columns }) => columns.map((column) => `${name}.${column.name}`)),
    );
    const origins = relations.flatMap((relation) => relation.columns.map(({ origin }) => origin));
    const named = origins.map((origin) => origin.split(' ')[0] ?? '').filter((origin) => /^\w+\.\w+$/.test(origin));

    expect(named.filter((column) => column !== 'cdk.json' && !columns.has(column))).toEqual([]);
  });
});
