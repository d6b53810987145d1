import type { SqlFile } from '../support/sql-files';

/** A file of `sql/questions`: its first comment is the question, the rest of its comments what to know, then the SQL. */
export interface Question {
  readonly title: string;
  readonly note: string;
  readonly sql: string;
}

/** Reads a question and its SQL out of a file. */
export const toQuestion = ({ text }: SqlFile): Question => {
  const [, comments = '', sql = ''] = /^((?:--[^\n]*\n)+)([\s\S]*)$/.exec(text) ?? [];
  const [title = '', ...note] = comments
    .trim()
    .split('\n')
    .map((line) => line.replace(/^-- ?/, ''));
  return { title, note: note.join(' '), sql: sql.trim() };
};

const sectionOf = ({ title, note, sql }: Question, answer: string): string[] => [
  `### ${title}`,
  '',
  ...(note === '' ? [] : [note, '']),
  '```sql',
  sql,
  '```',
  '',
  '```text',
  answer,
  '```',
  '',
];

/** `docs/analysts.md`: `introduction` as it stands by hand, then each question with its answer. */
export const analystsPage = (
  introduction: string,
  answered: readonly (readonly [question: Question, answer: string])[],
): string =>
  [introduction, '', ...answered.flatMap(([question, answer]) => sectionOf(question, answer))]
    .join('\n')
    .trimEnd()
    .concat('\n');
