import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Where Debian, Ubuntu, Fedora and macOS keep it; CHROMIUM names another. */
const PLACES = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const executable = PLACES.find((path) => path !== undefined && existsSync(path));

/** Starts the Chromium of this machine. @throws Error when there is none */
export const openBrowser = (): Promise<Browser> => {
  if (executable === undefined)
    throw new Error('No Chromium here: install one (apt-get install chromium), or name it in CHROMIUM');
  // A container's root has no user namespace to make a sandbox of, and the pages are our own.
  return chromium.launch({ executablePath: executable, args: ['--no-sandbox'] });
};

/**
 * A `describe` whose tests need Chromium. Where it is missing they are skipped, which is said; with CI=true that is a
 * failure, so that no build is green without them.
 */
export const describeWithBrowser = (title: string, specify: () => void): void => {
  if (executable !== undefined || process.env['CI'] === 'true') {
    describe(title, specify);
    return;
  }
  process.stderr.write(`[WARNING] SKIPPED, no Chromium (apt-get install chromium, or CHROMIUM=<path>): ${title}\n`);
  // biome-ignore lint/suspicious/noSkippedTests: there is no browser to run them with, as the line above says.
  describe.skip(title, specify);
};
