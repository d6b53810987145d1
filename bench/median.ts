/** The middle of the numbers, or the mean of the two in the middle. */
export const median = (numbers: readonly number[]): number => {
  const sorted = [...numbers].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2;
};

/** Milliseconds that something takes. */
export const timed = async (work: () => unknown): Promise<number> => {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
};

/** How often everything is measured, from `--runs 7`. @default 5 */
export const runsOf = (argv: readonly string[]): number => {
  const at = argv.indexOf('--runs');
  return at < 0 ? 5 : Number(argv[at + 1]);
};
