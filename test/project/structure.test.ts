import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const ROOT = join(__dirname, '../..');

const FILES = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: ROOT,
  encoding: 'utf8',
}).split('\n');
const SOURCES = FILES.filter((file) => /^(bin|lib|lambdas|local)\/.*\.ts$/.test(file) && !file.endsWith('.d.ts'));

/** Specifier of every relative import, of types too. */
const RELATIVE = /(?:from|import|require)\s*\(?\s*['"](\.[^'"]*)['"]/g;

const importsOf = (file: string): string[] =>
  [...readFileSync(join(ROOT, file), 'utf8').matchAll(RELATIVE)].flatMap(([, specifier = '']) => {
    const base = normalize(join(dirname(file), specifier));
    return [`${base}.ts`, `${base}/index.ts`].filter((candidate) => SOURCES.includes(candidate));
  });

const GRAPH = new Map(SOURCES.map((file) => [file, importsOf(file)]));

/** The circles of imports, each as a path that ends where it began. */
const circles = (): string[] => {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    const at = path.indexOf(file);
    if (at >= 0) found.push([...path.slice(at), file].join(' -> '));
    if (at >= 0 || done.has(file)) return;
    for (const next of GRAPH.get(file) ?? []) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of SOURCES) visit(file, []);
  return found;
};

describe('the tree', () => {
  it('has no circle of imports, those of types included', () => {
    expect(circles()).toEqual([]);
  });

  it('has one place for a noun: no file beside a folder of its name', () => {
    expect(SOURCES.filter((file) => FILES.some((other) => other.startsWith(`${file.slice(0, -3)}/`)))).toEqual([]);
  });

  it('lets other folders of lib/ in by the door: they import index.ts and no part behind it', () => {
    const folderOf = (file: string): string => /^lib\/([^/]+)\//.exec(file)?.[1] ?? '';
    const hasDoor = (folder: string): boolean => SOURCES.includes(`lib/${folder}/index.ts`);
    const aroundTheDoor = [...GRAPH].flatMap(([file, imported]) =>
      file.startsWith('lib/')
        ? imported
            .filter((target) => {
              const folder = folderOf(target);
              return folder !== '' && hasDoor(folder) && folder !== folderOf(file) && !target.endsWith('/index.ts');
            })
            .map((target) => `${file} -> ${target}`)
        : [],
    );

    expect(aroundTheDoor).toEqual([]);
  });

  it('has no file of more than 300 lines, tests and Python included, and half of its sources below 80', () => {
    const linesOf = (file: string): number => readFileSync(join(ROOT, file), 'utf8').split('\n').length - 1;
    expect(FILES.filter((file) => /\.(ts|py)$/.test(file) && linesOf(file) > 300)).toEqual([]);

    const lines = SOURCES.map(linesOf).sort((one, other) => one - other);
    expect(lines[Math.floor(lines.length / 2)]).toBeLessThan(80);
  });
});
