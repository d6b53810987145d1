/**
 * A reporter of jest: prints at the end how many faults were injected and how many bad inputs were tried. A test counts by
 * the title of its outermost `describe`, which begins with `Faults` or `Bad inputs`.
 */
const KINDS = [
  ['Faults', 'faults injected'],
  ['Bad inputs', 'bad inputs tried'],
];

module.exports = class FaultTotals {
  onRunComplete(_, { testResults }) {
    const tests = testResults.flatMap((file) => file.testResults);
    const lines = KINDS.flatMap(([prefix, words]) => {
      const counted = tests.filter(
        ({ ancestorTitles, status }) => ancestorTitles[0]?.startsWith(prefix) && status !== 'pending',
      );
      const failed = counted.filter(({ status }) => status !== 'passed').length;
      return counted.length === 0
        ? []
        : [`${counted.length} ${words}, ${failed === 0 ? 'all as they should' : `${failed} NOT as they should`}`];
    });
    if (lines.length > 0) process.stderr.write(`\n${lines.join('\n')}\n`);
  }
};
