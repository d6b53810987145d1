/**
 * Programs of this machine that a part of the project needs, each with how it is had where it is missing.
 * Plain JavaScript over Node's own modules: it runs before anything is installed.
 */
const { spawnSync } = require('node:child_process');
const { existsSync } = require('node:fs');
const { join } = require('node:path');

/** Why there is no Java that Spark 3.5 runs on, or undefined. */
const missingJava = () => {
  const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', 'java') : 'java';
  const { status, stderr } = spawnSync(java, ['-version'], { encoding: 'utf8' });
  if (status !== 0) return `${java} does not run: Spark needs Java 8, 11 or 17`;
  const [, version = ''] = /version "(?:1\.)?(\d+)/.exec(stderr) ?? [];
  return ['8', '11', '17'].includes(version) ? undefined : `Java is ${version}: Spark 3.5 runs on Java 8, 11 or 17`;
};

/** Where Debian, Ubuntu, Fedora and macOS keep Chromium; CHROMIUM names another. */
const CHROMIUM_PLACES = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The path of Chromium, or undefined. */
const findChromium = () => CHROMIUM_PLACES.find((path) => path !== undefined && existsSync(path));

module.exports = { findChromium, missingJava };
