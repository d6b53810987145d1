import pc from 'picocolors';
import { toPrintable } from './printable';
import { statusLine } from './status-line';

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

/** Prints lines with a status tag. Neither method lets through a character that steers the terminal. */
export interface Console {
  tagged(tag: Tag, text: string): void;
  /** Text without a tag: tables, charts. */
  plain(text: string): void;
}

/** Prints to a stream: stdout, or stderr where stdout carries JSON. */
export const createConsole = (stream: { write(text: string): unknown }): Console => {
  const write = (text: string): void => statusLine.above(() => stream.write(text));
  return {
    tagged: (tag, text) => write(`${COLOURS[tag](`[${tag}]`.padEnd(9))} ${toPrintable(text)}\n`),
    plain: (text) => write(`${toPrintable(text)}\n`),
  };
};
