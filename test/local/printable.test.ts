import fc from 'fast-check';
import { createConsole } from '../../local/cli/console';
import { toJsonLine, toPrintable, toPrintableLine } from '../../local/cli/printable';
import { drawTable } from '../../local/cli/table';

const ESC = '\u001b';
/** A name that clears the screen, sets the window's title, rings, and reverses the rest of the line. */
const HOSTILE = `Hanoi${ESC}[2J${ESC}]0;owned\u0007\r\u0008\u007f\u009b31m\u202egnp.exe`;
const STEERS = /(?![\n\t])[\p{Cc}\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\u2028\u2029]/u;

describe('toPrintable', () => {
  it('shows what would steer a terminal as JSON escapes it', () => {
    expect(toPrintable(HOSTILE)).toBe(
      'Hanoi\\u001b[2J\\u001b]0;owned\\u0007\\u000d\\u0008\\u007f\\u009b31m\\u202egnp.exe',
    );
  });

  it('keeps every other character: letters of any script, emoji, line feeds, tabs', () => {
    const text = 'Hà Nội\tΩ 北京 🌫️\n│ 21.7 │';

    expect(toPrintable(text)).toBe(text);
  });

  it('lets nothing through, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(toPrintable(text)).not.toMatch(STEERS);
        expect(toPrintableLine(text)).not.toMatch(/[\n\t]/);
      }),
    );
  });
});

describe('toJsonLine', () => {
  it('steers nothing either, and still says the same', () => {
    const line = toJsonLine({ name: HOSTILE });

    expect(line).not.toMatch(STEERS);
    expect(JSON.parse(line)).toEqual({ name: HOSTILE });
  });

  it('keeps what JSON has no number for, as text', () => {
    expect(
      JSON.parse(toJsonLine({ id: 9_007_199_254_740_993n, value: Number.NaN, most: Number.POSITIVE_INFINITY })),
    ).toEqual({ id: '9007199254740993', value: 'NaN', most: 'Infinity' });
  });
});

describe('every way to the terminal', () => {
  it('is closed to control characters: tagged lines, plain text, cells and headings of tables', () => {
    const lines: string[] = [];
    const console = createConsole({ write: (text) => lines.push(text) });

    console.tagged('WARNING', `Notification: ${HOSTILE}`);
    console.plain(`PM2.5 in ${HOSTILE}`);
    console.plain(drawTable([HOSTILE], [[`${HOSTILE}\nsecond line`], [null]]));

    expect(lines.join('')).toContain('\\u001b]0;owned');
    // The tag's own colours are the only escapes.
    const colours = new RegExp(`${ESC}\\[\\d+m`, 'g');
    expect(lines.join('').replaceAll(colours, '')).not.toMatch(STEERS);
    expect(lines[2]?.trimEnd().split('\n')).toHaveLength(6);
  });
});
