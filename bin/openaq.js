#!/usr/bin/env node
/** Entry point of `npm start` and `npx openaq`: installs what is missing, then runs openaq.ts. */
require('../local/setup/ensure-installed');
const { runCommand } = require('../local/setup/load-command');

runCommand().catch((error) => {
  const [sentence] = String(error.message).split('\n');
  console.error(`[FAIL] The program does not start (${sentence}): delete node_modules and run again`);
  process.exitCode = 1;
});
