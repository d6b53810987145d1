import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { localFolder } from '../../local/folder/folder';
import { createRecordedApi } from '../../local/openaq-replay/recorded-api';
import { startReplayServer } from '../../local/openaq-replay/server';
import { startWatchServer } from '../../local/watch/server';
import { openBrowser } from './browser';
import { openaq, PROJECT } from './openaq-cli';

/** Pixels: two columns side by side, and texts that one still reads in a page of the docs. */
const WIDTH = 1_180;

/** The most that a page of the docs may load, bytes. */
const MOST_BYTES = 300_000;

/** Keeps what a page shows down to a place in it, so that nothing is cut there. */
const keep = async (page: Page, name: string, bottom: string): Promise<void> => {
  const file = join(PROJECT, 'docs', name);
  const end = (await page.evaluate(bottom)) as number;
  await page.setViewportSize({ width: WIDTH, height: Math.ceil(end) });
  await page.screenshot({ path: file });
  const { size } = statSync(file);
  if (size > MOST_BYTES) throw new Error(`${file} has ${size} bytes: expected at most ${MOST_BYTES}`);
  console.log(`${file}: ${size} bytes`);
};

/** Down to the drawing's first states behind the Map. */
const TO_CRAWLER = "document.querySelector('#node-StartCrawler').getBoundingClientRect().bottom + 24";

/** `npm run picture`: the top of the report of the replayed week, and of the pages on which one watches runs. */
const takePictures = async (): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'openaq-picture-'));
  const browser = await openBrowser();
  const server = await startWatchServer(localFolder(folder), 0);
  const api = await startReplayServer(createRecordedApi({ apiKey: 'another', requestsPerMinute: 60 }));
  try {
    const { exitCode, stderr } = await openaq(['local', '--dir', folder]);
    if (exitCode !== 0) throw new Error(stderr);
    const page = await browser.newPage({ viewport: { width: WIDTH, height: 900 }, colorScheme: 'light' });
    await page.goto(`file://${join(folder, 'report.html')}`);
    // To the end of the calendars and their scale.
    await keep(page, 'report.png', "document.querySelector('#calendar + .scale').getBoundingClientRect().bottom + 16");
    await page.goto(`${server.url}?state=Extract`);
    await keep(page, 'watch.png', TO_CRAWLER);
    // A key that the replayed API does not take: the run fails in Extract.
    await openaq(['local', '--dir', folder, '--api-url', api.url], { OPENAQ_API_KEY: 'wrong' });
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto(server.url);
    await keep(page, 'watch-failed.png', TO_CRAWLER);
  } finally {
    await server.close();
    await api.close();
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
};

takePictures().catch((error: Error) => {
  console.error(`[FAIL] ${error.message}`);
  process.exitCode = 1;
});
