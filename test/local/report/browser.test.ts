import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { describeWithBrowser, openBrowser } from '../../support/browser';
import { openaq, PROJECT } from '../../support/openaq-cli';
import { temporaryDirectory } from '../../support/temporary-directory';

/** What axe-core tells of a rule that is broken. */
interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

const VIEWS = [390, 1280].flatMap((width) => (['light', 'dark'] as const).map((scheme) => ({ width, scheme })));

describeWithBrowser('the report in Chromium', () => {
  const folder = join(temporaryDirectory(), 'laptop');
  const url = `file://${join(folder, 'report.html')}`;
  let browser: Browser;
  beforeAll(async () => {
    await openaq(['local', '--dir', folder]);
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  it.each(VIEWS)(
    'asks for nothing, complains of nothing and fits, at $width px, $scheme',
    async ({ width, scheme }) => {
      const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: scheme });
      const said: string[] = [];
      const asked: string[] = [];
      page.on('console', (message) => said.push(message.text()));
      page.on('pageerror', (error) => said.push(error.message));
      page.on('request', (request) => asked.push(request.url()));
      await page.goto(url);
      const drawn = await page.evaluate('document.documentElement.scrollWidth');
      const charts = await page.locator('figure svg[role=img]:visible').count();
      await page.close();

      expect({ said, asked }).toEqual({ said: [], asked: [url] });
      expect(drawn).toBe(width);
      expect(charts).toBeGreaterThan(10);
    },
  );

  it.each([
    { width: 390, scheme: 'dark' },
    { width: 1280, scheme: 'light' },
  ] as const)('breaks no rule of axe-core, at $width px, $scheme', async ({ width, scheme }) => {
    // The policy of the page would refuse the script of the test as well.
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      colorScheme: scheme,
      bypassCSP: true,
    });
    const page = await context.newPage();
    await page.goto(url);
    await page.addScriptTag({ path: join(PROJECT, 'node_modules/axe-core/axe.min.js') });
    const { violations } = (await page.evaluate('axe.run()')) as { violations: Violation[] };
    await context.close();

    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  });
});
