/** Shared by the commands whose tests need Python, and some Java: they run where both are, and say loudly where not. */
const { spawnSync } = require('node:child_process');
const { join } = require('node:path');
const { ensurePython } = require('../../local/setup/ensure-python');
const { missingJava } = require('../../local/setup/programs');

const root = join(__dirname, '..', '..');

/**
 * Makes Python and Java ready. Where PyPI or Java is missing it says that `what` was skipped and ends the process with 0, so
 * that the other tests can run anywhere; with CI=true a missing one is a failure.
 */
const requirePythonAndJava = (what) => {
  const reason = missingJava() ?? ensurePython();
  if (reason === undefined) return;
  const inCi = process.env.CI === 'true';
  console.error(`[${inCi ? 'FAIL' : 'WARNING'}] ${what} SKIPPED: ${reason}`);
  process.exit(inCi ? 1 : 0);
};

/** Runs a command of the project to its end, its words on the terminal. @returns its exit code */
const run = (command, args) =>
  // Another time zone than UTC, so that a forgotten one shows.
  spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, TZ: 'America/New_York', PYTHONDONTWRITEBYTECODE: '1', SPARK_LOCAL_IP: '127.0.0.1' },
  }).status ?? 1;

/** Runs the jest tests whose files match. @returns its exit code */
const runJest = (testMatch, ...args) =>
  run(process.execPath, [join(root, 'node_modules/jest/bin/jest.js'), '--testMatch', testMatch, ...args]);

module.exports = { requirePythonAndJava, root, run, runJest };
