#!/usr/bin/env node
/** Deploys the stack into an emulated account and runs it there (test/rehearsal). Arguments go to jest. */
const { join } = require('node:path');
const { requirePythonAndJava, root, run, runJest } = require('./python-or-skip');

requirePythonAndJava('The rehearsal was');
const assembly = join(root, 'node_modules/.cache/openaq-rehearsal');
const synthesized = run(join(root, 'node_modules/.bin/cdk'), ['synth', '--quiet', '--output', assembly]);
const options = ['--maxWorkers=2', '--verbose', '--testTimeout=300000', ...process.argv.slice(2)];
process.exit(synthesized || runJest('**/test/rehearsal/*.rehearsal.ts', ...options));
