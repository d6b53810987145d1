import { isRecord, parseJson } from './json';
import { oneLine } from './plain-text';

/** Longest sentence that is shown, in characters: a mail, a terminal. The whole cause stays in the history and the log. */
const MAX_LENGTH = 1_000;

/** Members that hold the words for a person: of Lambda's error, of a Glue job run, of others. In this order. */
const WORDS = ['errorMessage', 'ErrorMessage', 'message', 'Message', 'cause', 'Cause'] as const;

/** How deep a cause may be JSON inside JSON. */
const MAX_DEPTH = 5;

/**
 * The sentence for a person in the cause of an error. A cause is JSON (Lambda's `{errorType, errorMessage, trace}`, the job
 * run of a failed Glue job), JSON with words before it, or plain text; it may be cut off in the middle. Never JSON, never a
 * stack trace, no control characters, one line.
 */
export const toSentence = (cause: string | undefined): string => {
  const lines = wordsOf(cause ?? '', MAX_DEPTH).split(/\r\n|\r|\n/);
  const text = lines.filter((line) => !TRACE_LINE.test(line)).join(' ');
  return oneLine(text.replace(TERMINAL_SEQUENCES, ' '), MAX_LENGTH) || 'no cause was given';
};

/** Where the envelope of an error begins: the whole cause, or behind some words. Braces inside a message are the message. */
const ENVELOPE = /^\s*\{\s*"|\{"error(?:Type|Message)"/;

const wordsOf = (text: string, depth: number): string => {
  const start = text.search(ENVELOPE);
  if (start < 0) return text;
  if (depth === 0) return text.slice(0, start);
  return `${text.slice(0, start)} ${insideOf(text.slice(start), depth)}`;
};

const insideOf = (json: string, depth: number): string => {
  const value = parseJson(json);
  if (!isRecord(value)) return cutOff(json, depth);
  for (const name of WORDS) {
    const words = value[name];
    if (typeof words === 'string' && words.trim() !== '') return wordsOf(words, depth - 1);
  }
  const state = value['JobRunState'];
  if (typeof state === 'string') return `The Glue job run ended ${state} and left no message`;
  const texts = Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return texts.map(([name, text]) => `${name}: ${text}`).join(', ');
};

/** A cause may have 32,768 characters, and a long trace is cut off: the message before it is whole. */
const cutOff = (json: string, depth: number): string => {
  const text = /"(?:errorMessage|ErrorMessage)"\s*:\s*"((?:[^"\\]|\\.)*)/.exec(json)?.[1];
  // As it stands where it is cut off inside an escape.
  return text === undefined ? '' : wordsOf(String(parseJson(`"${text}"`) ?? text), depth - 1);
};

/** Lines of a stack trace, of JavaScript, Python and Java. */
const TRACE_LINE = /^\s*(at .+|File ".+", line \d.*|Traceback \(most recent call last\):|\.\.\. \d+ more)$/;

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const TERMINAL_SEQUENCES = /\u001b\[[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)?/g;
