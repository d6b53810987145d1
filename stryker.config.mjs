import parts from './test/support/mutation-parts.js';

const part = process.env.MUTATION_PART ?? 'domain';
const { mutate, tests, least } = parts[part];

/**
 * Do the tests bite? Stryker changes the code, one change at a time, and looks whether a test fails. Started by
 * `npm run mutation`, part by part.
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  mutate,
  testRunner: 'mocha',
  mochaOptions: {
    require: ['./test/support/jest-words.js'],
    spec: tests.map((files) => `test/${files}`),
  },
  coverageAnalysis: 'perTest',
  // TypeScript 7 has no compiler API, with which Stryker would rewrite this file; one that is not there it leaves alone.
  tsconfigFile: 'tsconfig.none.json',
  // The tests are not type-checked here; `npm run check` does that.
  disableTypeChecks: false,
  ignorePatterns: ['.venv', 'cdk.out', '.local', 'docs'],
  tempDirName: 'coverage/sandbox',
  incremental: true,
  incrementalFile: `coverage/mutation/${part}.json`,
  // One at a time leaves a machine of two cores usable.
  concurrency: 1,
  dryRunTimeoutMinutes: 30,
  reporters: ['clear-text', 'progress-append-only', 'html'],
  htmlReporter: { fileName: `coverage/mutation/${part}.html` },
  clearTextReporter: { allowColor: false, allowEmojis: false, reportTests: false },
  warnings: { slow: false },
  thresholds: { high: least, low: least, break: least },
};
