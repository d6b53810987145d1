/**
 * Something that goes wrong and is tried by a test of this folder. The lists are the tests' own: `it.each` runs over them,
 * and docs/reliability.md is made of them.
 */
export interface Tried {
  /** Where it happens: a state of the workflow, an answer of the API, an input. */
  readonly where: string;
  /** What goes wrong, in words. */
  readonly what: string;
  /** What must come of it, in words. */
  readonly outcome: string;
}

/** The title that every test over a list has, which `test/support/fault-totals.js` counts by its first word. */
export const titleOf = ({ where, what, outcome }: Tried): string => `${where}: ${what} -> ${outcome}`;
