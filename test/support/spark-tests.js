#!/usr/bin/env node
/**
 * Checks the Python code (ruff) and runs the tests on real Spark: the Glue script's own (pytest) and the laptop's two engines side by side (jest).
 * Where Java or PyPI is missing it says so and ends with 0, so that the other tests can run anywhere; with CI=true a
 * missing one is a failure. Arguments go to pytest.
 */
const { spawnSync } = require('node:child_process');
const { join } = require('node:path');
const { ensurePython } = require('../../local/setup/ensure-python');

const root = join(__dirname, '..', '..');

/** Why there is no Java that Spark 3.5 runs on, or undefined. */
const missingJava = () => {
  const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', 'java') : 'java';
  const { status, stderr } = spawnSync(java, ['-version'], { encoding: 'utf8' });
  if (status !== 0) return `${java} does not run: Spark needs Java 8, 11 or 17`;
  const [, version = ''] = /version "(?:1\.)?(\d+)/.exec(stderr) ?? [];
  return ['8', '11', '17'].includes(version) ? undefined : `Java is ${version}: Spark 3.5 runs on Java 8, 11 or 17`;
};

const run = (command, args) =>
  // Another time zone than UTC, so that a forgotten one shows.
  spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, TZ: 'America/New_York', PYTHONDONTWRITEBYTECODE: '1', SPARK_LOCAL_IP: '127.0.0.1' },
  }).status ?? 1;

const reason = missingJava() ?? ensurePython();
if (reason !== undefined) {
  const inCi = process.env.CI === 'true';
  console.error(`[${inCi ? 'FAIL' : 'WARNING'}] The Spark tests were SKIPPED: ${reason}`);
  process.exit(inCi ? 1 : 0);
}

const ruff = join(root, '.venv/bin/ruff');
const style = run(ruff, ['check', '.']) || run(ruff, ['format', '--check', '.']);
const python = run(join(root, '.venv/bin/pytest'), process.argv.slice(2));
const engines = run(process.execPath, [
  join(root, 'node_modules/jest/bin/jest.js'),
  '--testMatch',
  '**/test/**/*.spark.ts',
]);
process.exit(style || python || engines);
