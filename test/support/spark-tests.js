#!/usr/bin/env node
/**
 * Checks the Python code (ruff) and runs the tests on real Spark: the Glue script's own (pytest) and the laptop's two engines side by side (jest).
 * Arguments go to pytest.
 */
const { join } = require('node:path');
const { requirePythonAndJava, root, run, runJest } = require('./python-or-skip');

requirePythonAndJava('The Spark tests were');
const ruff = join(root, '.venv/bin/ruff');
const style = run(ruff, ['check', '.']) || run(ruff, ['format', '--check', '.']);
const python = run(join(root, '.venv/bin/pytest'), process.argv.slice(2));
process.exit(style || python || runJest('**/test/**/*.spark.ts'));
