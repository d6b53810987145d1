import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cachedTemplate, cacheTemplate } from '../../local/workflow/template-cache';

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
    expect(readdirSync(cache)).toEqual(['abc.json']);
  });

  it.each(['', '{"Resources": {', 'null', '[]', '{}'])(
    'does not read a damaged entry, %p, and replaces it',
    (content) => {
      cacheTemplate(cache, 'abc', TEMPLATE);
      writeFileSync(join(cache, 'abc.json'), content);
      expect(cachedTemplate(cache, 'abc')).toBeUndefined();

      cacheTemplate(cache, 'abc', TEMPLATE);

      expect(cachedTemplate(cache, 'abc')).toEqual(TEMPLATE);
    },
  );

  it('keeps what others use, and removes what nobody has written for a month', () => {
    cacheTemplate(cache, 'of-another-branch', TEMPLATE);
    cacheTemplate(cache, 'old', TEMPLATE);
    const longAgo = Date.now() / 1_000 - 40 * 86_400;
    utimesSync(join(cache, 'old.json'), longAgo, longAgo);

    cacheTemplate(cache, 'abc', TEMPLATE);

    expect(readdirSync(cache).sort()).toEqual(['abc.json', 'of-another-branch.json']);
  });

  it('is no reason to fail where it cannot be written', () => {
    writeFileSync(cache, 'a file where a folder must be');

    expect(() => cacheTemplate(cache, 'abc', TEMPLATE)).not.toThrow();
    expect(cachedTemplate(cache, 'abc')).toBeUndefined();
  });
});
