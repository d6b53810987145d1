/**
 * Characters that steer a terminal instead of showing something: C0 (ESC, BEL, CR, ...) but for line feed and tab, DEL, C1,
 * and what reorders or breaks a line of text (Unicode's bidirectional controls, U+2028, U+2029). A location's name may hold
 * any of them: OpenAQ passes on what its providers send.
 */
const STEERING = /[^\P{Cc}\n\t]|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** A character as JSON escapes it, such as `\u001b`. */
const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Text that steers no terminal: each such character is shown as its JSON escape. Line feeds and tabs stay: they are layout. */
export const toPrintable = (text: string): string => text.replace(STEERING, escaped);

/** The same in one line, for a cell or a sentence: line feeds and tabs are escaped, too. */
export const toPrintableLine = (text: string): string =>
  toPrintable(text).replaceAll('\n', '\\n').replaceAll('\t', '\\t');

/** What JSON has no number for becomes text: integers above 2^53 with all their digits, NaN and the infinities by name. */
const asJsonValue = (_: string, value: unknown): unknown =>
  typeof value === 'bigint' || (typeof value === 'number' && !Number.isFinite(value)) ? String(value) : value;

/** One line of JSON that steers no terminal: the characters that JSON itself leaves as they are (DEL, C1, ...) are escaped. */
export const toJsonLine = (value: unknown): string => toPrintable(JSON.stringify(value, asJsonValue));
