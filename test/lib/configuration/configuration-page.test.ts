import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BEGIN, configurationTable, END } from './configuration-page';

const PAGE = join(__dirname, '../../../docs/configuration.md');

describe('docs/configuration.md', () => {
  it('shows every value of the schema, its default and its meaning (UPDATE_DOCS=1 writes them)', () => {
    const page = readFileSync(PAGE, 'utf8');
    const [before, rest = ''] = page.split(BEGIN);
    const after = rest.split(END)[1];
    const table = configurationTable();
    if (process.env['UPDATE_DOCS'] === '1') writeFileSync(PAGE, `${before}${table}${after}`);

    expect(readFileSync(PAGE, 'utf8')).toBe(`${before}${table}${after}`);
  });

  it('describes every value', () => {
    expect(configurationTable()).not.toContain('undefined');
  });
});
