import { stripVTControlCharacters } from 'node:util';
import { type Console, createConsole } from '../../local/cli/console';

/** What is printed in a terminal of so many columns; undefined for a stream that is none. */
const printed = (columns: number | undefined, print: (console: Console) => void): string => {
  let text = '';
  print(createConsole({ ...(columns !== undefined && { columns }), write: (part) => (text += part) }));
  return stripVTControlCharacters(text);
};

const SENTENCE = 'the folder /home/you/a/very/long/path/of/a/project is in use: wait until it is free';

describe('a sentence behind a tag', () => {
  it('is broken between words where the terminal ends, and leaves the column of the tag free', () => {
    expect(printed(40, (console) => console.tagged('FAIL', 'the folder is in use: wait until it is free'))).toBe(
      '[FAIL]    the folder is in use: wait\n          until it is free\n',
    );
  });

  it('keeps a path whole that is longer than the line, so that it can be copied', () => {
    expect(printed(40, (console) => console.tagged('FAIL', SENTENCE)).split('\n')[1]).toBe(
      '          /home/you/a/very/long/path/of/a/project',
    );
  });

  it('goes on behind the dash in a list', () => {
    expect(
      printed(40, (console) => console.tagged('FAIL', '2 mistakes:\n  - one that takes two long lines\n  - two')),
    ).toBe('[FAIL]    2 mistakes:\n            - one that takes two long\n              lines\n            - two\n');
  });

  it.each([undefined, 0])('stays in one line where the width is not known: %s', (columns) => {
    expect(printed(columns, (console) => console.below(SENTENCE))).toBe(`          ${SENTENCE}\n`);
  });
});

describe('a command that helps', () => {
  it('is never broken', () => {
    expect(printed(20, (console) => console.advise('npx openaq run --follow'))).toBe(
      '          -> npx openaq run --follow\n',
    );
  });
});
