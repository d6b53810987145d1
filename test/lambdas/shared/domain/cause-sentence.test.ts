import fc from 'fast-check';
import { toSentence } from '../../../../lambdas/shared/domain/cause-sentence';

describe('toSentence', () => {
  it.each([
    ['a plain text', 'ERROR: deadlock detected', 'ERROR: deadlock detected'],
    ['a Lambda error', '{"errorType":"E","errorMessage":"a \\"b\\"","trace":["E: a","    at f"]}', 'a "b"'],
    ['a failed job run', '{"JobName":"j","ErrorMessage":"boom","JobRunState":"FAILED"}', 'boom'],
    [
      'a stopped job run',
      '{"JobName":"j","JobRunState":"TIMEOUT"}',
      'The Glue job run ended TIMEOUT and left no message',
    ],
    ['JSON behind blanks', '\n {"JobRunState":"TIMEOUT"}', 'The Glue job run ended TIMEOUT and left no message'],
    ['JSON inside JSON', JSON.stringify({ errorMessage: JSON.stringify({ errorMessage: 'deep' }) }), 'deep'],
    ['words before JSON', 'Hanoi: {"errorType":"E","errorMessage":"busy"}', 'Hanoi: busy'],
    [
      'words before JSON without a message',
      'Hanoi: {"errorType":"E","errorMessage":" "}',
      'Hanoi: errorType: E, errorMessage:',
    ],
    ['an error whose message is blank', '{"errorMessage":" ","cause":"the disk is full"}', 'the disk is full'],
    ['JSON without a message', '{"detail":"Not found","code":404}', 'detail: Not found'],
    ['braces that are the message', 'Expected {} or {"from":"2024-01-15"}', 'Expected {} or {"from":"2024-01-15"}'],
    ['the same inside', '{"errorMessage":"Expected {} or {\\"from\\":\\"x\\"}"}', 'Expected {} or {"from":"x"}'],
    ['a cut-off error', '{"errorType":"E","errorMessage":"whole","trace":["E: wh', 'whole'],
    ['a message that is cut off itself', '{"errorType":"E","errorMessage":"half a sen', 'half a sen'],
    ['a message that is cut off inside an escape', '{"errorMessage":"no caf\\u00', 'no caf\\u00'],
    ['a cut-off error with blanks', '{ "errorMessage" : "half a sen', 'half a sen'],
    ['an error that is cut off before its message', '{"errorType":"E","err', 'no cause was given'],
    ['nothing', undefined, 'no cause was given'],
    ['an empty text', '', 'no cause was given'],
    [
      'several lines',
      'ERROR: deadlock\r\nDETAIL: process 1\rwaits\nfor 2',
      'ERROR: deadlock DETAIL: process 1 waits for 2',
    ],
    ['an empty message', '{"errorType":"E","errorMessage":""}', 'errorType: E, errorMessage:'],
    ['a trace of JavaScript', 'boom\n    at f (/var/task/index.js:1:2)\n    at g', 'boom'],
    [
      'a trace of Python',
      'Traceback (most recent call last):\n  File "/tmp/job.py", line 3, in main\nValueError: lost',
      'ValueError: lost',
    ],
    ['a trace of Java', 'java.io.IOException: lost\n\tat a.B.c(B.java:1)\n\t... 12 more', 'java.io.IOException: lost'],
    [
      'a line that only begins as one of a trace',
      'lost\n... 3 more rows than expected',
      'lost ... 3 more rows than expected',
    ],
    ['a title of the terminal', 'Ha\u001b]0;owned\u0007noi \u001b]8;;http://x\u001b\\link', 'Ha noi link'],
    ['a title without its end', 'Hanoi \u001b]0;owned', 'Hanoi'],
    ['colours between words', 'red\u001b[0mgreen', 'red green'],
    ['control characters', 'red \u001b[31mtext\u001b[0m\u0007 and\ta tab\u0085', 'red text and a tab'],
  ])('finds the words of %s', (_, cause, sentence) => {
    expect(toSentence(cause)).toBe(sentence);
  });

  it('looks five errors deep, into cut-off ones as well, and shows nothing of what is deeper', () => {
    const nested = (words: readonly string[]): string =>
      words.reduceRight((inner, word) => `${word}: ${JSON.stringify({ errorType: 'E', errorMessage: inner })}`, 'end');
    const cut = (words: readonly string[]): string => nested(words).slice(0, -2);

    expect(toSentence(nested(['a', 'b', 'c', 'd', 'e']))).toBe('a: b: c: d: e: end');
    expect(toSentence(nested(['a', 'b', 'c', 'd', 'e', 'f']))).toBe('a: b: c: d: e: f:');
    expect(toSentence(cut(['a', 'b', 'c', 'd', 'e', 'f']))).toBe('a: b: c: d: e: f:');
  });

  it('gives back the message of any Lambda error that fits on one line', () => {
    const message = fc.string({ minLength: 1, maxLength: 300, unit: 'grapheme' }).filter((text) => {
      const isOneLine = !/[\p{Cc}\p{Z}]/u.test(text.replaceAll(' ', ''));
      return isOneLine && text.trim() === text && !/ {2}|^\s*\{|\{"error|^at |^File /.test(text);
    });
    fc.assert(
      fc.property(message, fc.array(fc.string()), (errorMessage, trace) => {
        expect(toSentence(JSON.stringify({ errorType: 'E', errorMessage, trace }))).toBe(errorMessage);
      }),
    );
  });

  it('is one line without control characters, of at most 1,000 characters, whatever the cause is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 2_000 }), fc.json()), (cause) => {
        const sentence = toSentence(cause);
        expect(sentence).not.toMatch(/\p{Cc}/u);
        expect(sentence.length).toBeGreaterThan(0);
        expect(sentence.length).toBeLessThanOrEqual(1_000);
      }),
    );
  });
});
