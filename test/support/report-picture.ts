import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBrowser } from './browser';
import { openaq, PROJECT } from './openaq-cli';

const PICTURE = join(PROJECT, 'docs/report.png');

/** Pixels: two figures side by side, and texts that one still reads in a README. */
const WIDTH = 1_180;

/** The most that a README may load, bytes. */
const MOST_BYTES = 300_000;

/** `npm run picture`: the top of the report of the replayed week, as the README shows it. */
const takePicture = async (): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'openaq-picture-'));
  const browser = await openBrowser();
  try {
    const { exitCode, stderr } = await openaq(['local', '--dir', folder]);
    if (exitCode !== 0) throw new Error(stderr);
    const page = await browser.newPage({ viewport: { width: WIDTH, height: 900 }, colorScheme: 'light' });
    await page.goto(`file://${join(folder, 'report.html')}`);
    // To the end of the calendars and their scale, so that no figure is cut.
    const end = (await page.evaluate(
      "document.querySelector('#calendar + .scale').getBoundingClientRect().bottom + 16",
    )) as number;
    await page.setViewportSize({ width: WIDTH, height: Math.ceil(end) });
    await page.screenshot({ path: PICTURE });
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
  const { size } = statSync(PICTURE);
  if (size > MOST_BYTES) throw new Error(`${PICTURE} has ${size} bytes: expected at most ${MOST_BYTES}`);
  console.log(`${PICTURE}: ${size} bytes`);
};

takePicture().catch((error: Error) => {
  console.error(`[FAIL] ${error.message}`);
  process.exitCode = 1;
});
