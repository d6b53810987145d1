/** Reads a string literal of an intrinsic function: `\` takes the next character as it is. */
const readLiteral = (text: string, start: number): { parts: (string | null)[]; end: number } => {
  const parts: (string | null)[] = [''];
  let index = start + 1;
  while (text[index] !== "'") {
    if (index >= text.length) throw new Error('a string literal does not end');
    if (text.startsWith('{}', index)) {
      parts.push(null, '');
      index += 2;
      continue;
    }
    if (text[index] === '{' || text[index] === '}') throw new Error(`an unescaped ${text[index]} at ${index}`);
    if (text[index] === '\\') index += 1;
    parts.push(`${parts.pop()}${text[index]}`);
    index += 1;
  }
  return { parts, end: index + 1 };
};

/**
 * Evaluates `States.Format('...', $.a.b, ...)` by the rules of the Amazon States Language: in a literal `'`, `{`, `}` and `\`
 * are escaped by `\`, and each `{}` takes the next argument.
 */
export const evaluateFormat = (call: string, valueAt: (path: string) => string | number): string => {
  const start = call.indexOf("('") + 1;
  if (!call.startsWith("States.Format('") || !call.endsWith(')')) throw new Error(`not a States.Format call: ${call}`);
  const { parts, end } = readLiteral(call, start);
  const paths = call
    .slice(end, -1)
    .split(',')
    .map((path) => path.trim())
    .filter((path) => path !== '');
  if (parts.filter((part) => part === null).length !== paths.length) throw new Error('arguments and {} do not match');
  return parts.map((part) => part ?? String(valueAt(paths.shift() ?? ''))).join('');
};
