import { INPUT } from '../support/fault-bench';
import type { Tried } from './tried';

/** Runs that are started at the same moment, each with database sessions of its own. */
interface SideBySide extends Tried {
  readonly inputs: readonly Record<string, unknown>[];
}

const RUNS: readonly (readonly [what: string, inputs: readonly Record<string, unknown>[]])[] = [
  ['two runs over the same window', [INPUT, INPUT]],
  ['three runs over the same window', [INPUT, INPUT, INPUT]],
  ['two runs over overlapping windows', [INPUT, { from: '2024-01-16', to: '2024-01-17' }]],
  ['a run for one city and one for both', [{ ...INPUT, cities: ['Hanoi'] }, INPUT]],
];

/** On a real PostgreSQL, since PGlite has one session. */
export const SIDE_BY_SIDE: readonly SideBySide[] = RUNS.map(([what, inputs]) => ({
  where: 'the whole workflow, on PostgreSQL',
  what: `${what} start at the same moment`,
  outcome: 'each is green and passed, or red and mended by a re-run; together they leave what an untroubled run leaves',
  inputs,
}));
