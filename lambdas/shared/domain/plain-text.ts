/** Breaks a line or moves the cursor along it (tab, line feed, vertical tab, form feed, return, ...): a blank to a reader. */
const BREAKS = /[\t-\r\u0085\u2028\u2029]+/gu;

/*
 * What a text of OpenAQ may hold and no column, log or terminal should: control characters (C0 with NUL, DEL, C1), half
 * surrogates, code points that are no characters (Redshift's COPY takes or refuses them by its ACCEPTINVCHARS option:
 * docs.aws.amazon.com/redshift/latest/dg/multi-byte-character-load-errors.html), marks that turn the direction of
 * what follows, and invisible blanks. The joiners U+200C and U+200D stay: Persian, Indic scripts and emoji are spelt with them.
 */
const UNWANTED = /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\p{Bidi_Control}\u200b\u2060\ufeff]/gu;

/** The text on one line, without control, direction and invisible characters, and without blanks at its ends. */
export const toPlainText = (text: string): string => text.replace(BREAKS, ' ').replace(UNWANTED, '').trim();

/** A text that fits into a length; where it does not, its end is dots. */
export const shortened = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 3).trimEnd()}...`;

/** The plain text with single blanks, in at most `length` characters. */
export const oneLine = (text: string, length: number): string =>
  shortened(toPlainText(text).replace(/\s+/g, ' '), length);

const encoder = new TextEncoder();

const takeBytes = (parts: Iterable<string>, maxBytes: number): string => {
  let taken = '';
  let bytes = 0;
  for (const part of parts) {
    bytes += encoder.encode(part).length;
    if (bytes > maxBytes) break;
    taken += part;
  }
  return taken;
};

/** Of graphemes, unless it is told otherwise. */
const segmenter = new Intl.Segmenter('und');

/**
 * The longest beginning of at most `maxBytes` of UTF-8 that ends between two graphemes, so that no letter loses its
 * accent and no emoji its parts. Where the first grapheme alone is longer, it ends between two code points.
 */
export const cutToBytes = (text: string, maxBytes: number): string => {
  // A code unit takes at least one byte, so nothing behind these can be taken, and a text of any length is cut in no time.
  // Stryker disable next-line MethodExpression: it saves time
  const beginning = text.slice(0, maxBytes + 1);
  const graphemes = takeBytes(
    Array.from(segmenter.segment(beginning), ({ segment }) => segment),
    maxBytes,
  );
  return graphemes === '' ? takeBytes(beginning, maxBytes) : graphemes;
};
