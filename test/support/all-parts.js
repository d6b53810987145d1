#!/usr/bin/env node
/** Runs every part of the tests, to the first that fails, and says how long each took. */
const { run } = require('./python-or-skip');

/** Scripts of package.json, the quickest first. */
const PARTS = ['check', 'unit', 'faults', 'spark', 'rehearse'];

const took = [];
let status = 0;
for (const part of PARTS) {
  const start = Date.now();
  status = run('npm', ['run', '--silent', part]);
  took.push(`${part} ${Math.round((Date.now() - start) / 1000)} s`);
  if (status !== 0) break;
}
const failed = status === 0 ? '' : `; ${PARTS[took.length - 1]} failed`;
process.stderr.write(`\nEach part took: ${took.join(', ')}${failed}\n`);
process.exit(status);
