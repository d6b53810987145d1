import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { describeWhere } from './describe-where';

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

/** A `describe` whose tests need Chromium. */
export const describeWithBrowser = (title: string, specify: () => void): void =>
  describeWhere(
    executable === undefined ? 'no Chromium (apt-get install chromium, or CHROMIUM=<path>)' : undefined,
    title,
    specify,
  );
