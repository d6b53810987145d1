import { type Browser, chromium } from 'playwright-core';
import { describeWhere } from './describe-where';

const { findChromium } = require('../../local/setup/programs') as { findChromium: () => string | undefined };

const executable = findChromium();

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
