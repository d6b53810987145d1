import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cachedTemplate, cacheTemplate } from '../../local/workflow/synthesis';

const TEMPLATE = { Resources: { Lake: { Type: 'AWS::S3::Bucket' } } };

let root: string;
let cache: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'openaq-cache-'));
  cache = join(root, 'cache');
});
afterEach(() => rmSync(root, { recursive: true }));

describe('the cache of templates', () => {
  it('gives a template back by its fingerprint', () => {
    expect(cachedTemplate(cache, 'abc')).toBeUndefined();

    cacheTemplate(cache, 'abc', TEMPLATE);

    expect(cachedTemplate(cache, 'abc')).toEqual(TEMPLATE);
    expect(cachedTemplate(cache, 'def')).toBeUndefined();
    expect(readdirSync(cache)).toEqual(['template.json']);
  });

  it.each(['', '{"Resources": {', 'null', '[]', '{}'])(
    'does not read a damaged entry, %p, and replaces it',
    (content) => {
      cacheTemplate(cache, 'abc', TEMPLATE);
      writeFileSync(join(cache, 'template.json'), content);
      expect(cachedTemplate(cache, 'abc')).toBeUndefined();

      cacheTemplate(cache, 'abc', TEMPLATE);

      expect(cachedTemplate(cache, 'abc')).toEqual(TEMPLATE);
    },
  );

  it('keeps the newest alone, so that it does not grow', () => {
    const newest = { Resources: {} };
    cacheTemplate(cache, 'abc', TEMPLATE);

    cacheTemplate(cache, 'def', newest);

    expect(cachedTemplate(cache, 'def')).toEqual(newest);
    expect(cachedTemplate(cache, 'abc')).toBeUndefined();
    expect(readdirSync(cache)).toEqual(['template.json']);
  });

  it('is no reason to fail where it cannot be written', () => {
    writeFileSync(cache, 'a file where a folder must be');

    expect(() => cacheTemplate(cache, 'abc', TEMPLATE)).not.toThrow();
    expect(cachedTemplate(cache, 'abc')).toBeUndefined();
  });
});
