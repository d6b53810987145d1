/** The environment variable that tells the test suites why there is no `.venv`. */
export const PYTHON_MISSING = 'OPENAQ_PYTHON_MISSING';

/**
 * Makes `.venv` before jest starts its workers, which would otherwise all make it at the same time. Takes no time when it
 * is there. Without it the suites that need Python are skipped, which is said here because jest hides the words of a
 * suite whose every test is skipped; with CI=true these suites fail instead.
 */
export default (): void => {
  const { ensurePython } = require('../../local/setup/ensure-python') as { ensurePython: () => string | undefined };
  const reason = ensurePython();
  if (reason === undefined) return;
  process.env[PYTHON_MISSING] = reason;
  console.error(
    `[${process.env['CI'] === 'true' ? 'FAIL' : 'WARNING'}] The proofs that need Python are SKIPPED: ${reason}`,
  );
};
