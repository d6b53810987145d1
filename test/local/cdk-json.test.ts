import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readContext } from '../../local/workflow/cdk-json';

let file: string;
beforeEach(() => {
  file = join(mkdtempSync(join(tmpdir(), 'openaq-cdk-json-')), 'cdk.json');
});
afterEach(() => rmSync(join(file, '..'), { recursive: true }));

describe('readContext', () => {
  it.each([
    ['an object', '{"app": "x", "context": {"openaq": {}}}', { openaq: {} }],
    [
      'a byte order mark before it',
      '\ufeff{"context": {"openaq": {"name": "Hà Nội"}}}',
      { openaq: { name: 'Hà Nội' } },
    ],
    ['no context', '{"app": "x"}', {}],
  ])('takes %s', (_, text, context) => {
    writeFileSync(file, text);

    expect(readContext(file)).toEqual(context);
  });

  it.each([
    ['empty', '', 'cannot be read (Unexpected end of JSON input)'],
    ['only blanks', ' \n', 'cannot be read ('],
    ['only a byte order mark', '\ufeff', 'cannot be read ('],
    ['null', 'null', 'holds something else (input: Invalid input: expected object (got null))'],
    ['a list', '[]', 'holds something else (input: Invalid input: expected object (got []))'],
    ['a text', '"context"', 'holds something else (input: Invalid input: expected object (got "context"))'],
    ['cut off', '{"context": {', 'cannot be read ('],
    ['in another encoding', '\u0000{', 'cannot be read ('],
    ['with a context that is null', '{"context": null}', 'holds something else (context: '],
    ['with a context that is a list', '{"context": []}', 'holds something else (context: '],
    ['with a context that is a number', '{"context": 5}', 'holds something else (context: '],
  ])('names the file and what it expects when it is %s', (_, text, problem) => {
    writeFileSync(file, text);

    expect(() => readContext(file)).toThrow(
      expect.objectContaining({
        name: 'CdkJsonError',
        message: expect.stringMatching(/^[^\n]*: expected an object such as [^\n]*$/),
      }),
    );
    expect(() => readContext(file)).toThrow(`${file} ${problem}`);
  });

  it.each([
    ['is missing', () => {}, /ENOENT/],
    ['is a folder', () => mkdirSync(file), /EISDIR/],
  ])('names the file when it %s', (_, make, reason) => {
    make();

    expect(() => readContext(file)).toThrow(reason);
    expect(() => readContext(file)).toThrow(`${file} cannot be read`);
  });
});
