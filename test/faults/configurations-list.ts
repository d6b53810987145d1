import { MISTAKES, withValue } from '../lib/configuration/mistakes';
import { WRONG_COMBINATIONS } from '../lib/configuration/wrong-combinations';
import { WRONG_VALUES } from '../lib/configuration/wrong-values';
import type { Tried } from './tried';

/** A configuration that is refused, and its sentence, or the beginning and a part of it. */
export interface WrongConfiguration extends Tried {
  readonly context: unknown;
  readonly line: string;
  readonly part?: string;
}

const where = 'cdk.json';
const outcome = 'refused in one sentence: path, value and expectation';

/** A value in a title: in one line, and not longer than a name. */
const shown = (value: unknown): string =>
  typeof value === 'number' ? String(value) : (JSON.stringify(value)?.slice(0, 60) ?? String(value));

export const CONFIGURATIONS: readonly WrongConfiguration[] = [
  ...[...WRONG_VALUES, ...WRONG_COMBINATIONS].map(([what, context, line]) => ({ where, what, outcome, context, line })),
  ...MISTAKES.flatMap(({ path, expected, values }) =>
    values.map((value) => ({
      where,
      what: `${path} ${shown(value)}`,
      outcome,
      context: withValue(path, value),
      line: `openaq.${path}`,
      part: expected,
    })),
  ),
  {
    where,
    what: 'a name that steers a terminal',
    outcome,
    context: { 'look\u001b[2Jback': 1 },
    line: 'openaq.look[2Jback: is not a known name',
    part: 'the known ones are',
  },
];
