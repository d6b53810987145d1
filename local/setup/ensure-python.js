#!/usr/bin/env node
/**
 * Makes `.venv` from requirements-dev.txt when it is missing or the file changed, and does nothing otherwise.
 * Exit code 0: `.venv` is ready; 1: it could not be made, with the reason. Another pair may be given as arguments:
 * `node local/setup/ensure-python.js bench/peers/requirements.txt .cache/peers`.
 * Plain JavaScript over Node's own modules: it runs before anything is installed.
 */
const { spawnSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const { existsSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..', '..');
const STAMP = '.installed-requirements';

/** Glue 5.1 has Python 3.11, Glue 6.0 has 3.13; Spark 3.5 is not made for anything newer. */
const PYTHONS = ['python3.11', 'python3', 'python3.12', 'python3.13'];
const SUPPORTED = /^3\.1[123]$/;

const run = (command, args, options = {}) => spawnSync(command, args, { cwd: root, encoding: 'utf8', ...options });

/** The command of a Python that Glue's versions go with, or undefined. */
const findPython = () =>
  PYTHONS.find((python) => {
    const { status, stdout } = run(python, ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])']);
    return status === 0 && SUPPORTED.test(stdout.trim());
  });

/** Runs a step of the installation with its words on stderr; returns what went wrong, if anything did. */
const step = (command, args, reason) =>
  run(command, args, { stdio: ['ignore', 2, 2] }).status === 0 ? undefined : reason;

const install = (file, folder) => {
  const venv = join(root, folder);
  const python = findPython();
  if (python === undefined) return 'no Python 3.11 to 3.13 was found';
  console.error(`[INFO] Installing Python packages into ${folder} (once, and again when ${file} changes)`);
  rmSync(venv, { recursive: true, force: true });
  return (
    step(python, ['-m', 'venv', venv], `${python} could not make a virtual environment`) ??
    step(
      join(venv, 'bin', 'pip'),
      ['install', '--quiet', '--disable-pip-version-check', '--requirement', file],
      `pip could not install ${file} (is PyPI reachable?)`,
    )
  );
};

/** Makes the environment of a requirements file ready; returns the reason why it is not, or undefined. */
const ensurePython = (file = 'requirements-dev.txt', folder = '.venv') => {
  let requirements;
  try {
    requirements = readFileSync(join(root, file));
  } catch (error) {
    return `${file} cannot be read (${error.message})`;
  }
  const stamp = join(root, folder, STAMP);
  const wanted = createHash('sha256').update(requirements).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return undefined;
  const reason = install(file, folder);
  if (reason === undefined) writeFileSync(stamp, wanted);
  return reason;
};

module.exports = { ensurePython, findPython };

if (require.main === module) {
  const [, , file = 'requirements-dev.txt', folder = '.venv'] = process.argv;
  const reason = ensurePython(file, folder);
  if (reason !== undefined) {
    console.error(`[FAIL] ${folder} is not ready: ${reason}`);
    process.exit(1);
  }
}
