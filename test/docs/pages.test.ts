import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { scripts } from '../../package.json';

const ROOT = join(__dirname, '../..');
const FILES = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => existsSync(join(ROOT, file)));
const PAGES = FILES.filter((file) => file.endsWith('.md'));

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

describe.each(PAGES)('%s', (page) => {
  it('links to files that are there', () => {
    const targets = [...read(page).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, target = '']) => target);
    const local = targets.filter((target) => !/^[a-z]+:/.test(target));

    expect(local.filter((target) => !existsSync(join(ROOT, normalize(join(dirname(page), target)))))).toEqual([]);
  });
});

describe('README.md', () => {
  const [, layout = ''] = /^## Layout\n\n```text\n([\s\S]*?)```/m.exec(read('README.md')) ?? [];

  it('shows every folder of the tree, and no other', () => {
    const shown = [...layout.matchAll(/^([a-z_]+)\/ /gm)].map(([, folder = '']) => folder);
    const folders = new Set(FILES.filter((file) => /^[a-z].*\//.test(file)).map((file) => file.split('/')[0]));

    expect(shown.sort()).toEqual([...folders].sort());
  });

  it('lists every decision', () => {
    const listed = [...read('README.md').matchAll(/^\| \[\d{4}\]\((docs\/adr\/[^)]+)\)/gm)].map(([, file]) => file);

    expect(listed).toEqual(readdirSync(join(ROOT, 'docs/adr')).map((file) => `docs/adr/${file}`));
  });
});

describe('the pages', () => {
  it('name only commands that package.json has', () => {
    const named = PAGES.filter((page) => !page.startsWith('test/fixtures'))
      .flatMap((page) => [...read(page).matchAll(/`(?:\w+=\S+ )?npm run ([a-z]+)/g)])
      .map(([, script = '']) => script);

    expect(named.filter((script) => !(script in scripts))).toEqual([]);
  });
});
