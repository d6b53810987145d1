import { oneLine } from '../../domain/plain-text';

const MAX_LENGTH = 300;

const describeProblem = (location: readonly unknown[], message: string): string => `${location.join('.')}: ${message}`;

/**
 * FastAPI's problems as a Python repr, such as `[{'type': 'int_parsing', 'loc': ('query', 'limit'), 'msg': '...'}]`, which
 * the API sends inside a JSON string. Found by pattern: newer releases put a heading before them and a file name after.
 */
const readPythonProblems = (text: string): string[] =>
  [...text.matchAll(/'loc': \(([^)]*)\), 'msg': (['"])((?:(?!\2)[^\\]|\\.)*)\2/g)].map(([, location, , message]) =>
    describeProblem(
      String(location)
        .split(',')
        .map((part) => part.trim().replaceAll("'", '')),
      String(message),
    ),
  );

const readText = (text: string): string => {
  const problems = readPythonProblems(text);
  // Gateways answer in HTML: without its tags it is still a sentence.
  return problems.length > 0 ? problems.join('; ') : text.replace(/<style[^>]*>.*?<\/style>|<[^>]+>/gis, ' ');
};

const readDetail = (detail: unknown): string => {
  if (typeof detail === 'string') return readText(detail);
  if (!Array.isArray(detail)) return JSON.stringify(detail);
  return detail
    .map((problem: { loc?: unknown; msg?: unknown } | null) =>
      Array.isArray(problem?.loc) && typeof problem.msg === 'string'
        ? describeProblem(problem.loc, problem.msg)
        : readDetail(problem),
    )
    .join('; ');
};

/** Unwraps JSON: `{message}` from the firewall, `{detail}` from the application, a bare string from its validation. */
const readJson = (body: unknown): string => {
  const { message, detail }: { message?: unknown; detail?: unknown } = Object(body);
  return readDetail(message ?? detail ?? body);
};

/** What an error of the API says, as one readable line, whichever of its many body shapes it has. */
export const readErrorBody = (body: string): string => {
  if (body.trim() === '') return 'an empty body';
  try {
    return oneLine(readJson(JSON.parse(body)), MAX_LENGTH);
  } catch {
    return oneLine(readText(body), MAX_LENGTH);
  }
};
