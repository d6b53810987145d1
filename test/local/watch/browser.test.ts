import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { localFolder } from '../../../local/folder/folder';
import { startWatchServer, type WatchServer } from '../../../local/watch/server';
import { failsBefore } from '../../faults/troubles';
import { describeWithBrowser, openBrowser } from '../../support/browser';
import { journaledRun } from '../../support/journaled-run';
import { PROJECT } from '../../support/openaq-cli';
import { lambdaError } from '../../support/scripted-integrations';
import { extraction, invoked } from '../../support/successful-run';
import { temporaryDirectory } from '../../support/temporary-directory';

const VIEWS = [
  { width: 390, scheme: 'dark' },
  { width: 1280, scheme: 'light' },
] as const;

describeWithBrowser('the watch page in Chromium', () => {
  const folder = localFolder(join(temporaryDirectory(), 'laptop'));
  const ids: string[] = [];
  let server: WatchServer;
  let browser: Browser;
  beforeAll(async () => {
    ids.push(
      await journaledRun(folder, { number: 1 }),
      await journaledRun(folder, {
        number: 2,
        conditions: failsBefore('Extract', 'OpenAqUnavailableError', 1),
      }),
      await journaledRun(folder, {
        number: 3,
        audit: null,
        extract: (city) =>
          city === 'Hue' ? lambdaError('OpenAqSchemaChangedError', 'no value') : invoked(extraction(city, 24)),
      }),
    );
    server = await startWatchServer(folder, 0);
    browser = await openBrowser();
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  /** Opens a view. `said` are complaints of the browser, of its policy too. */
  const open = async (query: string, options: object = {}): Promise<{ page: Page; said: string[] }> => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.message));
    await page.goto(`${server.url}${query}`);
    return { page, said };
  };

  it.each([
    ['succeeded', 0, 'node done task'],
    ['succeeded after another try', 1, 'node retried task'],
    ['failed', 2, 'node failed task shown'],
  ])('lights the states of a run that %s', async (_, run, look) => {
    const { page, said } = await open(`?run=${ids[run]}`);

    expect(await page.locator('#node-Extract').getAttribute('class')).toBe(look);
    expect(said).toEqual([]);
    await page.close();
  });

  it('follows a run while it is at work, and keeps what a person has unfolded', async () => {
    let release = (): void => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const running = journaledRun(folder, {
      number: 4,
      conditions: {
        around: async (state, answer) => {
          if (state === 'TransformToStaging') await held;
          return answer();
        },
      },
    });
    const { page } = await open('');
    await page.locator('h1:text("is in TransformToStaging")').waitFor();
    await page.locator('#node-TransformToStaging.running').click();
    await page.locator('#state h2:text("TransformToStaging")').waitFor();
    const plan = page.locator('#state details.json details.json').first();
    await plan.locator('summary').first().click();
    release();
    await running;
    await page.locator('h1:text("laptop-4 succeeded")').waitFor();

    expect(await page.locator('#node-TransformToStaging').getAttribute('class')).toBe('node done task shown');
    expect(await plan.getAttribute('open')).toBe('');
    expect(await page.locator('.strip').count()).toBe(1);
    await page.close();
  });

  it('is worked with the keyboard alone: the arrows lead from state to state, Enter chooses, the browser goes back', async () => {
    const { page } = await open(`?run=${ids[0]}`);
    await page.locator('#node-PlanRun').focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
    await page.locator('#state h2:text("Extract")').waitFor();

    expect(await page.evaluate('document.activeElement.id')).toBe('node-Extract');
    expect(await page.locator('#status').textContent()).toBe('The run laptop-1 succeeded. Shown: Extract, done.');
    await page.goBack();
    await page.locator('#state h2:text-is("State")').waitFor();
    await page.close();
  });

  it('says that it is closed when the server is gone', async () => {
    const other = await startWatchServer(folder, 0);
    const page = await browser.newPage();
    await page.goto(other.url);
    await page.locator('#node-PlanRun').waitFor();
    await other.close();
    await page.locator('#connection:visible').waitFor();

    expect(await page.locator('#connection').textContent()).toContain('npx openaq watch --local');
    await page.close();
  });

  it('is whole without its script', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${server.url}?run=${ids[0]}`);
    await page.locator('#node-LoadWarehouse').click();

    expect(await page.locator('#state h2').textContent()).toBe('LoadWarehouse');
    await context.close();
  });

  it.each(VIEWS)('fits and breaks no rule of axe-core, at $width px, $scheme', async ({ width, scheme }) => {
    // The policy of the page would refuse the script of the test as well.
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      colorScheme: scheme,
      bypassCSP: true,
    });
    const page = await context.newPage();
    const broken: string[] = [];
    for (const query of [`?run=${ids[2]}`, `?run=${ids[1]}&with=${ids[0]}`]) {
      await page.goto(`${server.url}${query}`);
      await page.addScriptTag({ path: join(PROJECT, 'node_modules/axe-core/axe.min.js') });
      const { violations } = (await page.evaluate('axe.run()')) as {
        violations: { id: string; nodes: { html: string }[] }[];
      };
      broken.push(...violations.map(({ id, nodes }) => `${query} ${id}: ${nodes[0]?.html}`));

      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    }
    await context.close();

    expect(broken).toEqual([]);
  });
});
