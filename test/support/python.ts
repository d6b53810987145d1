import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PYTHON_MISSING } from './prepare-python';

const ROOT = join(__dirname, '..', '..');

/** A program that `local/setup/ensure-python.js` installs, such as `cfn-lint`. */
export const pythonTool = (name: string): string => join(ROOT, '.venv', 'bin', name);

/**
 * A `describe` whose tests need the packages of requirements-dev.txt. Where these cannot be installed the tests are
 * skipped (see prepare-python.ts); with CI=true that is a failure, so that no build is green without its proofs.
 */
export const describeWithPython = (title: string, specify: () => void): void => {
  const reason = process.env[PYTHON_MISSING];
  if (reason === undefined) {
    describe(title, specify);
  } else if (process.env['CI'] === 'true') {
    describe(title, () => {
      it('has its Python packages', () => {
        throw new Error(`.venv is not ready: ${reason}`);
      });
    });
  } else {
    // biome-ignore lint/suspicious/noSkippedTests: there is no Python to run them with, as prepare-python.ts has said.
    describe.skip(title, specify);
  }
};

/** Runs a Python script that reads JSON from stdin and writes JSON to stdout. */
export const runPython = async (script: string, input: unknown): Promise<unknown> => {
  const running = promisify(execFile)(pythonTool('python'), [script], { maxBuffer: 64 * 1024 * 1024 });
  running.child.stdin?.end(JSON.stringify(input));
  return JSON.parse((await running).stdout);
};
