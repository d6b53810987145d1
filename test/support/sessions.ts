import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Seen } from './terminal';

/** A command as it was typed, and what the terminal showed. */
export interface Session {
  /** What a person wants when they type it. */
  readonly title: string;
  readonly command: string;
  readonly text: string;
  readonly exitCode: number;
}

/** The words of a command as one types them. */
const typedAs = (words: readonly string[]): string =>
  words.map((word) => (/[^\w./:@%+=,-]/.test(word) ? `"${word}"` : word)).join(' ');

/** What was seen, and the same with every sentence in one line, as it is before it is fitted to the terminal. */
export interface Recorded extends Seen {
  readonly sentences: string;
}

/** Sessions that are recorded one after the other. @param disguise what stands in the page for what is of this machine */
export const recordingOf = (disguise: (text: string) => string = (text) => text) => {
  const sessions: Session[] = [];
  const record = async (
    title: string,
    words: readonly string[],
    seeing: Promise<Seen>,
    variables: readonly string[] = [],
  ): Promise<Recorded> => {
    const seen = await seeing;
    const command = `${variables.map((name) => `${name}=... `).join('')}npx openaq ${typedAs(words)}`;
    sessions.push({ title, command: disguise(command), text: disguise(seen.text), exitCode: seen.exitCode });
    return { ...seen, sentences: seen.text.replaceAll(/\n {2,}/g, ' ') };
  };
  return { sessions, record };
};

/** Columns of the terminal. */
const WIDTH = 80;

/** A command, or a path or an address, which is whole in one line. */
const TO_BE_COPIED = /^ *(?:-> .*|\S+)$/;

const sectionOf = ({ title, command, text, exitCode }: Session): string =>
  [
    `## ${title}`,
    '',
    '```text',
    `$ ${command}`,
    text.trimEnd(),
    '```',
    ...(exitCode === 0 ? [] : ['', `Exit code ${exitCode}.`]),
  ].join('\n');

const pageOf = (introduction: string, sessions: readonly Session[]): string =>
  `${[introduction.trim(), ...sessions.map(sectionOf)].join('\n\n')}\n`;

/** What is another at each time, most special first, and what stands for it. */
const VARYING: readonly (readonly [RegExp, string])[] = [
  [/\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z?/g, '<time>'],
  [/\b(?:\d{8}T\d{6}Z-)?(?:cli|laptop)-[0-9TZ]*-?[0-9a-f]{4,6}\b/g, '<run>'],
  [/\b\d+(?:\.\d+)? (?:s|min|h)\b(?: \d+ (?:s|min)\b)?/g, '<span>'],
  [/127\.0\.0\.1:\d+(?:\/[\w-]+\/)?/g, '<address>'],
  [/(?<=looker_readonly:)[\w%-]+|(?<=password )[\w-]+/g, '<password>'],
  [/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, '<id>'],
  [/\/tmp\/\S+|:\d+:\d+\)/g, '<place>'],
  [/\bnow in .*/g, 'now in <state>'],
  [/│ \d{5,} +│/g, '│ <hours> │'],
  [/\bport \d+/g, 'port <number>'],
  // What is installed here is not installed everywhere.
  [/^\[\w+\] +(Node|tar|Python|Java|Chromium|Disk|Ports|OpenAQ key|AWS credentials) .*$/gm, 'doctor looks at $1'],
  [/[─┬┼┴]+/g, '─'],
  // A key is shown where the terminal happens to be when it is pressed.
  [/\^C/g, ''],
];

/**
 * What a page says, apart from what is another at each time: its entries as a set, since a state that waits is printed as
 * often as it waits.
 */
const contentOf = (page: string): string[] => {
  const same = VARYING.reduce(
    (text, [pattern, name]) => text.replaceAll(pattern, name),
    page.replaceAll(/\n {2,}/g, ' '),
  );
  return [...new Set(same.split('\n').map((line) => line.replaceAll(/\s+/g, ' ').trim()))].sort();
};

/**
 * Holds a page of recorded sessions to what was seen: that it says the same, and nothing that is wider than the terminal.
 * `UPDATE_DOCS=1` writes it where it does not.
 */
export const expectRecorded = (file: string, introduction: string, sessions: readonly Session[]): void => {
  const page = pageOf(introduction, sessions);
  const kept = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const isSame = contentOf(kept).join('\n') === contentOf(page).join('\n');
  if (!isSame && process.env['UPDATE_DOCS'] === '1') writeFileSync(file, page);

  const shown = sessions.flatMap(({ text }) => text.split('\n'));
  expect(shown.filter((line) => [...line].length > WIDTH && !TO_BE_COPIED.test(line))).toEqual([]);
  expect(contentOf(readFileSync(file, 'utf8'))).toEqual(contentOf(page));
};
