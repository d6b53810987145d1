const { default: Sequencer } = require('@jest/test-sequencer');

/**
 * Test files that take ten seconds and more, the longest first. On a machine that has not run them yet jest goes by the
 * size of a file, and the longest, which are short, would be left for the end, where one worker waits for another.
 */
const LONGEST = [
  'faults/model/sequences.property',
  'faults/task-failures',
  'faults/kills',
  'faults/interleavings',
  'faults/sql-failures',
  'faults/half-way',
  'faults/load',
  'proofs/template-lint',
  'lib/security/nag',
  'local/process-end',
  'local/openaq-local',
  'local/bundle',
  'local/first-run',
  'local/watch/browser',
  'local/report/report',
  'local/report/browser',
  'local/misbehaving-api',
  'local/city-command',
  'sql/sessions',
  'lib/app',
  'local/redrive',
];

const rankOf = ({ path }) => {
  const rank = LONGEST.findIndex((name) => path.endsWith(`/test/${name}.test.ts`));
  return rank === -1 ? LONGEST.length : rank;
};

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    return [...super.sort(tests)].sort((one, other) => rankOf(one) - rankOf(other));
  }
};
