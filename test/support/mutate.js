/**
 * `npm run mutation [part ...]`: changes the code of each part, one change at a time, and says how many changes the tests
 * noticed. Reports of every change are in coverage/mutation.
 */
const { spawnSync } = require('node:child_process');
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const parts = require('./mutation-parts');

const root = join(__dirname, '..', '..');
const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(parts);
const unknown = wanted.filter((part) => parts[part] === undefined);
if (unknown.length > 0) {
  console.error(`[FAIL] no part ${unknown.join(', ')}: expected some of ${Object.keys(parts).join(', ')}`);
  process.exit(2);
}

/** Mutants of a part that a test noticed, of all that count: those that compile and are not set aside with a reason. */
const scoreOf = (part) => {
  const { files } = JSON.parse(readFileSync(join(root, `coverage/mutation/${part}.json`), 'utf8'));
  const statuses = Object.values(files).flatMap(({ mutants }) => mutants.map(({ status }) => status));
  const count = (...names) => statuses.filter((status) => names.includes(status)).length;
  const noticed = count('Killed', 'Timeout');
  return { noticed, all: noticed + count('Survived', 'NoCoverage') };
};

let isGood = true;
for (const part of wanted) {
  const { status } = spawnSync('stryker', ['run'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, MUTATION_PART: part, PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}` },
  });
  isGood &&= status === 0;
}
for (const part of wanted) {
  const { noticed, all } = scoreOf(part);
  console.log(`${part}: ${noticed} of ${all} changes noticed, ${((100 * noticed) / all).toFixed(1)} %`);
}
process.exit(isGood ? 0 : 1);
