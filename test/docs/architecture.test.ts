import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { templateOf } from '../support/pipeline-template';

const ROOT = join(__dirname, '../..');
const page = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8');

describe('docs/architecture.md', () => {
  it('lists every type of resource of the default stack, and no other', () => {
    const resources = templateOf().toJSON()['Resources'] as Record<string, { Type: string }>;
    const listed = page.match(/AWS::[A-Za-z0-9]+::[A-Za-z0-9]+/g) ?? [];

    expect([...new Set(listed)].sort()).toEqual([...new Set(Object.values(resources).map(({ Type }) => Type))].sort());
  });

  it('names files and folders that exist', () => {
    const named = [...page.matchAll(/`((?:lib|sql|test|docs)\/[\w./-]*)`/g)].map(([, path]) => path ?? '');

    expect(named.length).toBeGreaterThan(15);
    expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});
