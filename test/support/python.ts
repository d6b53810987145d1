import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describeWhere } from './describe-where';
import { PYTHON_MISSING } from './prepare-python';

const ROOT = join(__dirname, '..', '..');

/** A program that `local/setup/ensure-python.js` installs, such as `cfn-lint`. */
export const pythonTool = (name: string): string => join(ROOT, '.venv', 'bin', name);

/** A `describe` whose tests need the packages of requirements-dev.txt (see prepare-python.ts). */
export const describeWithPython = (title: string, specify: () => void): void => {
  const reason = process.env[PYTHON_MISSING];
  describeWhere(reason && `.venv is not ready: ${reason}`, title, specify);
};

/** Runs a Python script that reads JSON from stdin and writes JSON to stdout. */
export const runPython = async (script: string, input: unknown): Promise<unknown> => {
  const running = promisify(execFile)(pythonTool('python'), [script], { maxBuffer: 64 * 1024 * 1024 });
  running.child.stdin?.end(JSON.stringify(input));
  return JSON.parse((await running).stdout);
};
