import pc from 'picocolors';
import { toPrintable } from './printable';
import { statusLine } from './status-line';
import { filled } from './table';

/** The tags of everything that a person reads. */
export type Tag = 'START' | 'INFO' | 'OK' | 'SUCCESS' | 'WARNING' | 'FAIL';

const COLOURS: Record<Tag, (text: string) => string> = {
  START: pc.cyan,
  INFO: pc.dim,
  OK: pc.green,
  SUCCESS: (text) => pc.bold(pc.green(text)),
  WARNING: pc.yellow,
  FAIL: (text) => pc.bold(pc.red(text)),
};

/** Prints lines with a status tag. No method lets through a character that steers the terminal. */
export interface Console {
  tagged(tag: Tag, text: string): void;
  /** Text that belongs to what was tagged before. */
  below(text: string): void;
  /** A command that helps with what was tagged before: in one line, to be copied. */
  advise(command: string): void;
  /** Text without a tag: tables, charts. */
  plain(text: string): void;
}

/** What one prints to: with `columns` a terminal, 0 for one that does not tell its width. */
interface Stream {
  readonly columns?: number;
  write(text: string): unknown;
}

/** Columns of a tag with its space. */
const TAG = 10;

const INDENT = ' '.repeat(TAG);

/** The lines of one, which go on where its words begin behind a dash of a list. */
const linesOf = (line: string, width: number): string[] => {
  const [start = ''] = /^ *(?:- )?/.exec(line) ?? [];
  return filled(line.slice(start.length), width - start.length).map(
    (part, at) => (at === 0 ? start : ' '.repeat(start.length)) + part,
  );
};

/** A text within the columns behind a tag; where nobody says how wide a line may be it stays in one. */
const behindTag = (text: string, { columns }: Stream): string =>
  toPrintable(text)
    .split('\n')
    .flatMap((line) => linesOf(line, (columns || Number.POSITIVE_INFINITY) - TAG))
    .join(`\n${INDENT}`);

/** Prints to a stream: stdout, or stderr where stdout carries JSON. */
export const createConsole = (stream: Stream): Console => {
  const write = (text: string): void => statusLine.above(() => stream.write(`${text}\n`));
  return {
    tagged: (tag, text) => write(`${COLOURS[tag](`[${tag}]`.padEnd(TAG - 1))} ${behindTag(text, stream)}`),
    below: (text) => write(text === '' ? '' : INDENT + behindTag(text, stream)),
    advise: (command) => write(`${INDENT}-> ${toPrintable(command)}`),
    plain: (text) => write(toPrintable(text)),
  };
};
