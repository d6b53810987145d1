import type { Log } from '../log';

/** Takes a secret out of a text. */
export type Redact = (text: string) => string;

const MARK = '[API key]';

/** A key as long as this appears in no answer by accident: OpenAQ's have 64 characters, and `replay` is a word. */
const LEAST_SECRET_LENGTH = 16;

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');

/**
 * One printable ASCII character as it may be written: as it is, percent-encoded (twice too), escaped for JSON or HTML.
 * Every repetition is bounded: on a body of nothing but backslashes an unbounded one takes quadratic time.
 */
const formsOf = (character: string): string => {
  const code = character.charCodeAt(0);
  const hex = code.toString(16);
  return `(?:\\\\{0,4}${escapeRegExp(character)}|%(?:25){0,2}${hex}|\\\\{1,4}u00${hex}|&#0{0,4}${code};|&#x0{0,4}${hex};)`;
};

/**
 * The key in base64 behind 0, 1 or 2 bytes (modulo 3) of something else, as a server that quotes `user:key` writes it. The
 * digits that hold bits of a neighbour are left out, and both alphabets are taken.
 */
const base64FormsOf = (key: string): string[] => {
  const bytes = Buffer.from(key);
  return [0, 1, 2].map((before) => {
    const digits = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    const first = Math.ceil((before * 8) / 6);
    const last = Math.floor(((before + bytes.length) * 8) / 6);
    return escapeRegExp(digits.slice(first, last)).replaceAll('\\+', '[+-]').replaceAll('\\/', '[/_]');
  });
};

/** Whatever writes a character in other letters needs one of these. */
// Stryker disable next-line Regex: what is looked through for every form where one would do gives the same, later.
const ESCAPE = /[%\\&]/;

/**
 * Replaces every appearance of the key, also where a server wrote it in other letters (upper and lower case, %41, \u0041,
 * &#65;), and in base64 where it is long enough not to appear by accident.
 */
export const createRedact = (key: string): Redact => {
  const encoded = key.length >= LEAST_SECRET_LENGTH ? base64FormsOf(key) : [];
  const written = new RegExp([[...key].map(formsOf).join(''), ...encoded].join('|'), 'gi');
  // A page of hours has no escape in it: one form after the other it is looked through in a tenth of the time.
  const plain = [escapeRegExp(key), ...encoded].map((form) => new RegExp(form, 'gi'));
  return (text) =>
    ESCAPE.test(text) ? text.replace(written, MARK) : plain.reduce((read, form) => read.replace(form, MARK), text);
};

/** Replaces the key in what an API sent as data. A short key is a word that data may hold: then they stay as they are. */
export const createRedactData = (key: string): Redact =>
  key.length >= LEAST_SECRET_LENGTH ? createRedact(key) : (text) => text;

/** An error by its shape: `instanceof Error` does not hold for a DOMException of every Node release. */
export interface ErrorLike {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly code?: unknown;
  readonly cause?: unknown;
  readonly errors?: readonly unknown[];
}

/** A schema's error lists every row of a page: its beginning says enough. */
const MAX_MESSAGE_LENGTH = 2_000;

/** Deep enough for undici (fetch failed <- aggregate <- connect), and an end for an error that is its own cause. */
const MAX_CAUSES = 5;

/**
 * A copy of an error and its causes with name, message and code only, without the key: runtimes print causes whole, and
 * those of an HTTP client may hold its request.
 */
export const redactError = (error: unknown, redact: Redact, depth = 0): Error | undefined => {
  if (error === undefined || error === null || depth >= MAX_CAUSES) return undefined;
  const { name, message, code, cause, errors } = error as ErrorLike;
  const text = redact(typeof message === 'string' ? message : String(error));
  const copy = new Error(text.slice(0, MAX_MESSAGE_LENGTH), {
    cause: redactError(cause ?? errors?.[0], redact, depth + 1),
  });
  copy.name = redact(typeof name === 'string' ? name : 'Error');
  // The copy's own stack names this function: of no use, and it would hide the cause's.
  copy.stack = `${copy.name}: ${copy.message}`;
  return typeof code === 'string' ? Object.assign(copy, { code: redact(code) }) : copy;
};

/** A log whose messages and texts hold no key. */
export const redactLog = (log: Log, redact: Redact): Log => {
  const clean = (fields: Record<string, unknown>): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? redact(value) : value]),
    );
  return {
    info: (message, fields) => log.info(redact(message), clean(fields)),
    warn: (message, fields) => log.warn(redact(message), clean(fields)),
  };
};
