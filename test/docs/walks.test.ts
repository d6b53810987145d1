import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const ROOT = join(__dirname, '../..');
const PAGE = readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8');

/** The numbered files below a heading. */
const walk = (heading: string): string[] => {
  const [, section = ''] = PAGE.split(new RegExp(`^### ${heading}.*$`, 'm'));
  const [steps = ''] = section.split(/^#/m);
  return [...steps.matchAll(/^\d+\. `([^`]+)`/gm)].map(([, file = '']) => file);
};

const textOf = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

/** Whether a file names another as it would in an import or a call. */
const knows = (file: string, other: string): boolean => textOf(file).includes(basename(other).replace(/\.\w+$/, ''));

/** What ties neighbours that no import ties: the name under which AWS carries the walk from one to the other. */
const CARRIERS: Readonly<Record<string, string>> = {
  'lib/extraction.ts': 'LOOKBACK_HOURS',
  'lambdas/plan-run/settings.ts': 'LOOKBACK_HOURS',
};

describe.each([
  ['An hour of data', 12],
  ['A configuration value', 5],
  ['An error', 7],
])('the walk "%s" of CONTRIBUTING.md', (heading, length) => {
  const files = walk(heading);

  it(`has ${length} files, each of them there, none of them twice`, () => {
    expect(files).toHaveLength(length);
    expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
    expect(new Set(files).size).toBe(files.length);
  });
});

describe('the walk of an hour', () => {
  const files = walk('An hour of data');

  it('goes through the client, each file known to the one above it', () => {
    const client = files.slice(0, 4);
    for (const [index, file] of client.slice(1).entries()) expect(knows(file, client[index] as string)).toBe(true);
  });

  it('is led by the handler, which calls every step until the object is in S3', () => {
    const handler = 'lambdas/extract/handler.ts';
    for (const file of [...files.slice(4, 6), ...files.slice(7, 9)]) expect(knows(handler, file)).toBe(true);
    expect(knows(files[5] as string, files[6] as string)).toBe(true);
  });
});

describe('the walk of a configuration value', () => {
  it('is carried by the name of its variable into the function', () => {
    for (const [file, name] of Object.entries(CARRIERS)) {
      expect(walk('A configuration value')).toContain(file);
      expect(textOf(file)).toContain(name);
    }
    for (const file of walk('A configuration value')) expect(textOf(file)).toMatch(/lookbackHours|configurationSchema/);
  });
});

describe('the walk of an error', () => {
  it('goes from class to message by files that know each other', () => {
    const [refusal = '', errors = '', events = '', handler = '', history = '', message = '', topic = ''] =
      walk('An error');
    expect(knows(refusal, errors)).toBe(true);
    expect(textOf(events)).toContain('tell-failure');
    for (const file of [history, message, topic]) expect(knows(handler, file)).toBe(true);
  });
});
