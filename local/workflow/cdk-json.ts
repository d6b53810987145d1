import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { parseOrThrow } from '../../lambdas/shared/domain/parse';
import { toPrintableLine } from '../cli/printable';

/** `cdk.json` holds no context that the app could be given. The message names the file. */
class CdkJsonError extends Error {
  override readonly name = 'CdkJsonError';
  constructor(file: string, problem: string, options?: ErrorOptions) {
    super(
      `${file} ${problem}: expected an object such as {"app": "...", "context": {"openaq": {}, ...}}, as git checkout cdk.json brings it back`,
      options,
    );
  }
}

const cdkJsonSchema = z.object({ context: z.record(z.string(), z.unknown()).default({}) });

/**
 * The context that the CDK's command line would give the app: that of `cdk.json`, empty when the file has none.
 * @throws CdkJsonError when the file is missing, is not JSON, or does not hold what it should
 */
export const readContext = (file: string): Readonly<Record<string, unknown>> => {
  let content: unknown;
  try {
    // Editors on Windows put a byte order mark in front, which the CDK's command line takes, too.
    content = JSON.parse(readFileSync(file, 'utf8').replace(/^\ufeff/, ''));
  } catch (cause) {
    throw new CdkJsonError(file, `cannot be read (${toPrintableLine((cause as Error).message)})`, { cause });
  }
  return parseOrThrow(
    cdkJsonSchema,
    content,
    (mistakes, cause) => new CdkJsonError(file, `holds something else (${mistakes})`, { cause }),
  ).context;
};
