#!/usr/bin/env node
/** Deploys the stack into an emulated account and runs it there (test/rehearsal). Arguments go to jest. */
const { requirePythonAndJava, runJest } = require('./python-or-skip');

requirePythonAndJava('The rehearsal was');
process.exit(
  runJest(
    '**/test/rehearsal/*.rehearsal.ts',
    '--maxWorkers=2',
    '--verbose',
    '--testTimeout=300000',
    ...process.argv.slice(2),
  ),
);
