import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBrowser } from './browser';
import { openaq, PROJECT } from './openaq-cli';

const PICTURE = join(PROJECT, 'docs/report.png');

/** The most that a README may load, bytes. */
const MOST_BYTES = 300_000;

/** `npm run picture`: the top of the report of the replayed week, as the README shows it. */
const takePicture = async (): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'openaq-picture-'));
  const browser = await openBrowser();
  try {
    const { exitCode, stderr } = await openaq(['local', '--dir', folder]);
    if (exitCode !== 0) throw new Error(stderr);
    const page = await browser.newPage({ viewport: { width: 1180, height: 1240 }, colorScheme: 'light' });
    await page.goto(`file://${join(folder, 'report.html')}`);
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
