#!/usr/bin/env node
/**
 * Installs the npm packages when package-lock.json changed since the last installation, and does nothing otherwise.
 * Plain JavaScript over Node's own modules: it runs before anything is installed.
 */
const { spawnSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');
const stamp = join(root, 'node_modules', '.installed-lockfile');

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 18) || major > 24) {
  console.error(`[FAIL] Node ${process.versions.node} is not supported: use Node 20.18 to 24`);
  process.exit(1);
}

const lockfile = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex');

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lockfile) {
  console.error('[INFO] Installing npm packages (once, and again when package-lock.json changes)');
  // npm's words go to stderr: stdout belongs to the command that follows.
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) {
    console.error('[FAIL] npm ci failed: see its message above');
    process.exit(1);
  }
  writeFileSync(stamp, lockfile);
}
