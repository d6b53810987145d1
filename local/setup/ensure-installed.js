#!/usr/bin/env node
/**
 * Installs the npm packages when package-lock.json changed since the last installation, and does nothing otherwise.
 * Plain JavaScript over Node's own modules: it runs before anything is installed.
 */
const { createHash } = require('node:crypto');
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..', '..');
const stamp = join(root, 'node_modules', '.installed-lockfile');

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 18) || major > 24) {
  console.error(`[FAIL] Node ${process.versions.node} is not supported: use Node 20.18 to 24`);
  process.exit(1);
}

/** The content of a file, or undefined with the reason. */
const read = (path) => {
  try {
    return { content: readFileSync(path) };
  } catch (error) {
    return { reason: error.message };
  }
};

const { content, reason } = read(join(root, 'package-lock.json'));
if (content === undefined) {
  console.error(
    `[FAIL] package-lock.json cannot be read (${reason}): restore it, such as by git checkout package-lock.json`,
  );
  process.exit(1);
}
const lockfile = createHash('sha256').update(content).digest('hex');

if (read(stamp).content?.toString() !== lockfile) {
  // Not above: a command that finds all installed is spared the 4 ms.
  const { spawnSync } = require('node:child_process');
  console.error('[INFO] Installing npm packages (once, and again when package-lock.json changes)');
  // npm's words go to stderr: stdout belongs to the command that follows.
  const { status, error } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) {
    console.error(`[FAIL] npm ci failed: ${error === undefined ? 'see its message above' : error.message}`);
    process.exit(1);
  }
  writeFileSync(stamp, lockfile);
}

/** What fixes the packages that are now installed: the SHA-256 of package-lock.json. */
module.exports = { lockfile };
