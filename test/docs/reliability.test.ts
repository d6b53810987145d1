import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LISTS } from '../faults/lists';
import { BEGIN, END, reliabilityTables } from './reliability-page';

const PAGE = join(__dirname, '../../docs/reliability.md');
const FAULTS = join(__dirname, '../faults');

describe('docs/reliability.md', () => {
  it('shows everything that is tried (UPDATE_DOCS=1 writes it)', () => {
    const [before, rest = ''] = readFileSync(PAGE, 'utf8').split(BEGIN);
    const after = rest.split(END)[1];
    const whole = `${before}${reliabilityTables()}${after}`;
    if (process.env['UPDATE_DOCS'] === '1') writeFileSync(PAGE, whole);

    expect(readFileSync(PAGE, 'utf8')).toBe(whole);
  });

  it('leaves out no list that a test runs over', () => {
    const lists = readFileSync(join(FAULTS, 'lists.ts'), 'utf8');
    const modules = readdirSync(FAULTS).flatMap((file) => /^(.*-list)\.ts$/.exec(file)?.slice(1) ?? []);

    expect(modules.filter((name) => !lists.includes(`'./${name}'`))).toEqual([]);
  });

  it('tells each thing that is tried from the others', () => {
    const titles = LISTS.flatMap(({ tried }) => tried.map(({ where, what }) => `${where}: ${what}`));

    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  });
});
