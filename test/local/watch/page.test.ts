import { join } from 'node:path';
import { type LocalFolder, localFolder } from '../../../local/folder/folder';
import { renderPage } from '../../../local/watch/page';
import { Runs } from '../../../local/watch/runs';
import type { View } from '../../../local/watch/view';
import { failsBefore } from '../../faults/troubles';
import { readPage } from '../../support/html-page';
import { journaledRun } from '../../support/journaled-run';
import { lambdaError, planOf } from '../../support/scripted-integrations';
import { extraction, invoked } from '../../support/successful-run';
import { temporaryDirectory } from '../../support/temporary-directory';

const HOSTILE = '<img src=x onerror=alert(1)>"\'&\u202e';

describe('the page of the runs', () => {
  const folder: LocalFolder = localFolder(join(temporaryDirectory(), 'laptop'));
  const ids: Record<'good' | 'retried' | 'failed' | 'hostile', string> = {
    good: '',
    retried: '',
    failed: '',
    hostile: '',
  };
  beforeAll(async () => {
    ids.good = await journaledRun(folder, { number: 1 });
    ids.retried = await journaledRun(folder, {
      number: 2,
      audit: { rows_loaded: 48, rows_rejected: 0 },
      conditions: failsBefore('StartCrawler', 'Glue.CrawlerRunningException', 2),
    });
    ids.failed = await journaledRun(folder, {
      number: 3,
      audit: null,
      message: 'The run laptop-3 failed in Extract.\n\nWhat to do: Redrive it.\n',
      extract: (city) =>
        city === 'Hue' ? lambdaError('OpenAqSchemaChangedError', 'no value') : invoked(extraction(city, 24)),
    });
    ids.hostile = await journaledRun(folder, {
      number: 4,
      audit: { detail: HOSTILE },
      script: { PlanRun: invoked(planOf(['Hanoi', HOSTILE])) },
    });
  }, 300_000);

  const page = async (view: View, log: readonly Record<string, unknown>[] = []) => {
    const runs = new Runs(folder.journals);
    runs.refresh();
    const markup = await renderPage(view, { runs: runs.all, log, nowMs: Date.now() });
    const document = await readPage(markup);
    const textOf = (selector: string): string =>
      document.querySelector(selector)?.textContent?.replaceAll(/\s+/g, ' ').trim() ?? '';
    return {
      markup,
      document,
      textOf,
      looks: (selector: string) => document.querySelector(selector)?.getAttribute('class'),
    };
  };

  it('lights the states of a run that succeeded, with its items and its audit equation', async () => {
    const { textOf, looks } = await page({ run: ids.good });

    expect(textOf('h1')).toBe('✓ The run laptop-1 succeeded');
    expect(looks('#node-LoadWarehouse')).toBe('node done task');
    expect(textOf('#items')).toMatch(/2 of 2 done.*Hanoi.*2018-12-05 to 2018-12-06.*done.*Hue/);
    expect(textOf('.strip')).toMatch(/48 extracted.*47 loaded.*1 rejected/);
  });

  it('draws a state that was never entered, and one beside the way to success only when all are asked for', async () => {
    const failed = await page({ run: ids.failed });

    expect(failed.looks('#node-LoadWarehouse')).toBe('node waiting task');
    expect(failed.looks('#node-CrawlFailed')).toBeUndefined();
    expect((await page({ run: ids.failed, states: 'all' })).looks('#node-CrawlFailed')).toBe('node waiting fail');
  });

  it('shows of a run that failed the item, the error and what that state took in, without being asked', async () => {
    const { textOf, looks, document } = await page({ run: ids.failed });

    expect(textOf('#run')).toMatch(/What to do: Redrive it\.The message of this failure/);
    expect(textOf('#run')).toContain('It failed in Extract, Hue 2018-12-05 to 2018-12-06. OpenAqSchemaChangedError');
    expect([looks('#item-0'), looks('#item-1')]).toEqual(['chip done', 'chip failed shown']);
    expect(textOf('#state h2')).toBe('Extract');
    expect(textOf('#state .tries')).toContain('OpenAqSchemaChangedError');
    expect(document.querySelector('#state .tries .json')?.textContent).toContain('"no value"');
  });

  it('counts the tries of a state, with the error of each', async () => {
    const { textOf, looks } = await page({ run: ids.retried, state: 'StartCrawler' });

    expect(looks('#node-StartCrawler')).toBe('node retried task shown');
    expect(textOf('#state .facts')).toContain('2 retries');
    expect(textOf('#state .tries')).toMatch(/Glue\.CrawlerRunningException.*Glue\.CrawlerRunningException/);
  });

  it('winds a run back to how it stood after any of its events, and leads from one to the next', async () => {
    const { textOf, looks, document } = await page({ run: ids.retried, state: 'StartCrawler', at: '3' });
    const links = [...document.querySelectorAll('.stepper a')].map((link) => link.getAttribute('href'));

    expect(textOf('h1')).toBe('● The run laptop-2 is under way');
    expect([looks('#node-PlanRun'), looks('#node-ExtractCities')]).toEqual(['node done task', 'node waiting map']);
    expect(textOf('.stepper')).toMatch(/event 3 of \d+, after 0\.\d\d s: StateExited PlanRun/);
    expect(links.map((link) => /at=(\d+)/.exec(link ?? '')?.[1])).toEqual(['1', '2', '4', undefined]);
    expect(document.querySelectorAll('.strip')).toHaveLength(0);
  });

  it.each(['0', '-1', 'x', '999999'])('shows a run as it is when it is to be wound back to event %s', async (at) => {
    expect((await page({ run: ids.good, at })).textOf('h1')).toBe('✓ The run laptop-1 succeeded');
  });

  it('sets two runs side by side and marks what differs', async () => {
    const { document } = await page({ run: ids.good, with: ids.retried });
    const marked = [...document.querySelectorAll('tr.differs th')].map((cell) => cell.textContent?.trim());

    expect(marked).toEqual(['≠ rows_rejected', '≠ rows_loaded', '≠ StartCrawler']);
    expect(document.querySelector('#graph')?.getAttribute('hidden')).toBe('');
  });

  it('shows what the API or a URL says as text, whatever it is', async () => {
    const named = await page({ run: ids.hostile, state: HOSTILE, item: HOSTILE });
    const loaded = await page({ run: ids.hostile, state: 'Extract' });

    for (const { document, markup } of [named, loaded]) {
      expect(document.querySelectorAll('img')).toHaveLength(0);
      expect(markup).not.toMatch(/\u202e/);
    }
    expect(loaded.textOf('#items')).toContain('<img src=x onerror=alert(1)>"\'&\ufffd');
  });

  it('shows the log lines of the run, and of a chosen item those of its time and city', async () => {
    const runs = new Runs(folder.journals);
    runs.refresh();
    const { startedAtMs, visits } = runs.all.find(({ id }) => id === ids.good) as (typeof runs.all)[number];
    const extract = visits.find(({ state }) => state === 'Extract');
    const at = (ms: number, more: object) => ({ timestamp: new Date(ms).toISOString(), level: 'INFO', ...more });
    const log = [
      at(startedAtMs - 60_000, { message: 'of a run before' }),
      at(extract?.leftAtMs ?? 0, { message: 'got it', city: 'Hanoi' }),
      at(extract?.leftAtMs ?? 0, { message: 'got it', city: 'Hue' }),
    ];

    expect((await page({ run: ids.good }, log)).textOf('#log .note')).toBe('2 lines of this run');
    expect((await page({ run: ids.good, state: 'Extract', item: '0' }, log)).textOf('#log .note')).toBe(
      '1 line while Extract was at work',
    );
  });

  it.each([
    ['no run of that id', { run: 'none' }, 'No such run'],
    ['no state of that name', { state: 'Nowhere' }, 'The definition of this run has no state Nowhere'],
  ])('says so when there is %s', async (_, view, words) => {
    expect((await page(view)).textOf('main')).toContain(words);
  });

  it('says how to begin before there is a run', async () => {
    expect(await renderPage({}, { runs: [], log: [], nowMs: 0 })).toContain('npx openaq local');
  });
});
