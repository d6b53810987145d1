import { readFileSync } from 'node:fs';

import { toPrintableLine } from '../cli/printable';

/** `cdk.json` holds no context that the app could be given. The message names the file. */
export class CdkJsonError extends Error {
  override readonly name = 'CdkJsonError';
  constructor(file: string, problem: string, options?: ErrorOptions) {
    super(`${file} ${problem}: expected an object such as {"app": "...", "context": {"openaq": {}}}`, options);
  }
}

const kindOf = (value: unknown): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
};

const parse = (file: string, text: string): unknown => {
  // Editors on Windows put a byte order mark in front, which the CDK's command line takes, too.
  const json = text.replace(/^\ufeff/, '');
  if (json.trim() === '') throw new CdkJsonError(file, 'is empty');
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new CdkJsonError(file, `is not JSON (${toPrintableLine((cause as Error).message)})`, { cause });
  }
};

/**
 * The context that the CDK's command line would give the app: that of `cdk.json`, empty when the file has none.
 * @throws CdkJsonError when the file is missing, is not JSON, or does not hold what it should
 */
export const readContext = (file: string): Readonly<Record<string, unknown>> => {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new CdkJsonError(file, `cannot be read (${(cause as Error).message})`, { cause });
  }
  const content = parse(file, text);
  if (kindOf(content) !== 'an object') throw new CdkJsonError(file, `holds ${kindOf(content)}`);
  const { context = {} } = content as { context?: unknown };
  if (kindOf(context) !== 'an object') throw new CdkJsonError(file, `holds ${kindOf(context)} as its context`);
  return context as Readonly<Record<string, unknown>>;
};
