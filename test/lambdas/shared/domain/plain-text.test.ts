import fc from 'fast-check';
import { cutToBytes, oneLine, shortened, toPlainText } from '../../../../lambdas/shared/domain/plain-text';

const bytesOf = (text: string): number => Buffer.byteLength(text);

describe('toPlainText', () => {
  it.each([
    ['a NUL byte', 'Ha\0noi', 'Hanoi'],
    ['what clears a terminal', '\u001b[2JHanoi\u0007', '[2JHanoi'],
    ['DEL and C1, whose CSI steers a terminal too', 'Ha\u007fnoi\u009b2J', 'Hanoi2J'],
    ['line breaks and tabs, as one blank', 'Hanoi\r\n\tWest\u2028East', 'Hanoi West East'],
    ['half a surrogate pair', 'Hanoi \ud83d', 'Hanoi'],
    ['a mark that turns what follows', 'Hanoi\u202eioN', 'HanoiioN'],
    ['invisible blanks', '\ufeffHa\u200bnoi\u2060', 'Hanoi'],
    ['code points that are no characters', 'Hanoi\uffff\ufdd0\u{1fffe}', 'Hanoi'],
    ['blanks at the ends', '  Hanoi ', 'Hanoi'],
  ])('drops %s', (_, text, plain) => {
    expect(toPlainText(text)).toBe(plain);
  });

  it.each([['556 Nguyễn Văn Cừ'], ['کرج\u200cمرکز'], ['👩\u200d🔬 Lab'], ['a, "b" \\ \'c\''], ['क्\u200dष']])(
    'keeps %p',
    (text) => {
      expect(toPlainText(text)).toBe(text);
    },
  );
});

describe('shortened', () => {
  it('leaves a text alone that fits, and ends another with dots', () => {
    expect(shortened('1234567890', 10)).toBe('1234567890');
    expect(shortened('12345678901', 10)).toBe('1234567...');
    expect(shortened('123456 7890', 10)).toBe('123456...');
  });
});

describe('oneLine', () => {
  it('keeps a short text and marks where a long one was cut', () => {
    expect(oneLine(' a\n b ', 300)).toBe('a b');
    expect(oneLine('abcdefgh', 6)).toBe('abc...');
  });
});

describe('cutToBytes', () => {
  it.each([
    ['letters of one byte', 'x'.repeat(10_000), 'x'.repeat(255)],
    ['letters of three bytes', 'ễ'.repeat(200), 'ễ'.repeat(85)],
    ['emoji of four bytes', '😀'.repeat(2_500), '😀'.repeat(63)],
    [
      'families of one grapheme and 25 bytes',
      '👨\u200d👩\u200d👧\u200d👦'.repeat(50),
      '👨\u200d👩\u200d👧\u200d👦'.repeat(10),
    ],
    ['a letter and its accent', `${'x'.repeat(253)}e\u0301`, 'x'.repeat(253)],
    ['one letter with a thousand accents', `e${'\u0301'.repeat(1_000)}`, `e${'\u0301'.repeat(127)}`],
  ])('cuts %s at 255 bytes', (_, text, cut) => {
    expect(cutToBytes(text, 255)).toBe(cut);
  });

  it('any text: a beginning of it, within the bytes, well-formed, and whole where it fits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.integer({ min: 1, max: 300 }), (text, maxBytes) => {
        const cut = cutToBytes(text, maxBytes);
        expect(text.startsWith(cut)).toBe(true);
        expect(bytesOf(cut)).toBeLessThanOrEqual(maxBytes);
        expect(Buffer.from(cut).toString()).toBe(cut);
        if (bytesOf(text) <= maxBytes) expect(cut).toBe(text);
      }),
    );
  });
});
