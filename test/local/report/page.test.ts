import type { City } from '../../../lambdas/shared/domain/city';
import { HOUR_MS } from '../../../lambdas/shared/domain/window';
import { extentOf } from '../../../local/report/extent';
import type { ReportFacts } from '../../../local/report/facts';
import { renderPage } from '../../../local/report/page';
import { numbersOf, readPage } from '../../support/html-page';

/** What a provider, a person or a broken file could put where a name or a reason stands. */
const HOSTILE = `</title></svg></style><script>alert(1)</script><img src=x onerror=alert(1)> "'&\u202e`;

const WINDOW = { start: '2024-03-01T00:00:00Z', end: '2024-03-03T00:00:00Z' };

const HOSTILE_CITY: City = { name: HOSTILE, country: 'VN', boundingBox: [105, 20, 106, 21] };

const STATION: ReportFacts['stations'][number] = {
  ...{ id: 1, name: HOSTILE, city: HOSTILE, latitude: 20.5, longitude: 105.5, hours: 3, meanPm25: 11.3 },
  ...{ provider: HOSTILE, owner: HOSTILE, licenses: HOSTILE, attribution: HOSTILE, isMonitor: null },
};

/** A city of which everything is said by somebody who means harm. */
const facts = (changes: Partial<ReportFacts> = {}): ReportFacts => ({
  cities: [HOSTILE_CITY],
  window: WINDOW,
  extent: extentOf([HOSTILE_CITY], WINDOW, []),
  cityCounts: [{ city: HOSTILE, timeZone: HOSTILE, rows: 3, rowsWithPm25: 3, stations: 1 }],
  means: [0, 1, 3].map((hour) => ({
    city: HOSTILE,
    pollutant: 'pm25',
    at: new Date(Date.parse(WINDOW.start) + hour * HOUR_MS),
    localTime: `2024-03-01 0${hour + 5}:00`,
    mean: 10 + hour,
  })),
  hoursOfDays: [{ city: HOSTILE, row: '2024-03-01', hour: 7, mean: 10 }],
  days: [
    {
      city: HOSTILE,
      pollutant: 'pm25',
      date: '2024-03-01',
      hours: 3,
      stations: 1,
      completeness: 12.5,
      isComplete: false,
      mean: null,
      aqi: null,
      category: HOSTILE,
      colour: null,
    },
  ],
  limits: [{ standard: HOSTILE, pollutant: 'pm25', limit: 12, year: 2021, source: HOSTILE, note: HOSTILE }],
  limitDays: [
    {
      city: HOSTILE,
      pollutant: HOSTILE,
      averaging: HOSTILE,
      standard: HOSTILE,
      limit: 1,
      year: 2021,
      source: HOSTILE,
      compared: 2,
      exceeded: 1,
      highest: 3,
    },
  ],
  limitYears: [
    {
      city: HOSTILE,
      localYear: 2023,
      pollutant: HOSTILE,
      standard: HOSTILE,
      limit: 1,
      year: 2021,
      source: HOSTILE,
      mean: 2,
      timesLimit: 2,
    },
  ],
  aqiScale: [{ category: HOSTILE, colour: HOSTILE, from: 0, to: 50, isLast: false, year: 2024, source: HOSTILE }],
  stations: [STATION],
  rejected: [{ city: HOSTILE, reason: HOSTILE, rows: 2 }],
  audit: { rows_extracted: '5', rows_read: '4', rows_staged: '3', rows_loaded: '3', status: 'failed', detail: HOSTILE },
  run: {
    runId: HOSTILE,
    status: 'FAILED',
    schema: 'openaq',
    window: WINDOW,
    configuredCities: [],
    cities: [HOSTILE],
    states: [
      {
        name: HOSTILE,
        item: HOSTILE,
        startedAtMs: 0,
        endedAtMs: 5,
        isDone: false,
        failures: [2, 5].map((atMs) => ({ atMs, error: HOSTILE, sentence: HOSTILE })),
      },
    ],
    nulledValues: { [HOSTILE]: 3 },
  },
  ...changes,
});

describe('the page of a report', () => {
  it('shows names as text, whatever they hold, and nothing in them becomes a part of it', async () => {
    const markup = await renderPage(facts());
    const page = await readPage(markup);

    expect(page.querySelectorAll('script, img, [onerror]').length).toBe(0);
    expect(page.querySelectorAll('style').length).toBe(1);
    expect(/<script|<img|\u202e/.test(markup)).toBe(false);
    expect(page.querySelector('h1')?.textContent).toBe(`Air quality in ${HOSTILE.replace('\u202e', '\ufffd')}`);
    expect(numbersOf(page, 'Rejected rows by reason')[0]?.[0]).toContain('<script>alert(1)</script>');
  });

  it('names whom the licences ask to name, with a link for an address of https and for no other', async () => {
    const attribution = [
      'Hà Nội (https://example.org/a?b=1&c=2)',
      'https://example.net',
      'One (javascript:alert(1))',
      'Two (http://example.org)',
      'Three (https://exa mple.org)',
      'Four (https://example.org" onclick="alert(1))',
      'Five',
    ].join('; ');
    const stations = [
      { ...STATION, attribution, licenses: 'CC BY 4.0', isMonitor: false },
      { ...STATION, attribution, licenses: 'CC BY 4.0', isMonitor: false, name: 'Second' },
      { ...STATION, attribution: null, licenses: null, isMonitor: true, name: 'Third' },
      { ...STATION, provider: 'gave nothing', hours: 0 },
    ];
    const page = await readPage(await renderPage(facts({ stations })));
    const lines = [...page.querySelectorAll('#sources li')].map(({ textContent }) => textContent ?? '');
    const links = [...page.querySelectorAll('a')].map((link) => [link.textContent, link.getAttribute('href')]);

    expect(links).toEqual([
      ['Hà Nội', 'https://example.org/a?b=1&c=2'],
      ['https://example.net', 'https://example.net'],
    ]);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(
      /, Second\s+low-cost, from [\s\S]+Licence: CC BY 4\.0\. Attribution: Hà Nội; https:[\s\S]+Five\.$/,
    );
    expect(lines[1]).toMatch(/^Third\s+regulatory, [\s\S]+OpenAQ names no licence\.$/);
    expect(numbersOf(page, 'Sources and licences').map(([, name]) => name)).toHaveLength(3);
    expect(page.querySelectorAll('[onclick]').length).toBe(0);
  });

  it('says that a run failed, that it does not reconcile, and where', async () => {
    const page = await readPage(await renderPage(facts()));

    const verdicts = [...page.querySelectorAll('.verdict.failed')].map(({ textContent }) => textContent);
    expect(verdicts[0]).toMatch(/^✕ The newest run failed in/);
    expect(verdicts[1]).toContain('✕ The run does not reconcile.');
    expect(page.querySelectorAll('.strip .sign.broken').length).toBe(2);
  });

  it('shows each try of a state that failed, with its error', async () => {
    const page = await readPage(await renderPage(facts()));

    expect(page.querySelectorAll('#run .wide g[fill="var(--card)"] path, #run .wide circle').length).toBe(2);
    expect(numbersOf(page, 'The run, state by state')[0]?.slice(1, 4)).toEqual(['0.00', '0.01', 'no']);
    expect(numbersOf(page, 'The run, state by state')[0]?.[4]).toMatch(/^after 0\.00 s: .*; after 0\.01 s: /s);
    expect(page.querySelector('#run .wide')?.textContent).toContain('tried again once, ✕ failed');
  });

  it('draws the stations with most hours of many, says so and lists them', async () => {
    const [station] = facts().stations as [ReportFacts['stations'][number]];
    const stations = Array.from({ length: 300 }, (_, id) => ({ ...station, id, hours: id }));
    const page = await readPage(await renderPage(facts({ stations })));

    expect(page.querySelectorAll('#stations path > title').length).toBe(150);
    expect(page.querySelector('#stations')?.textContent).toContain('On each map are the 150 stations with most hours');
    expect(page.querySelectorAll('#stations tbody tr').length).toBe(300);
  });

  it('lets the states of a name share a row where they are many', async () => {
    const run = facts().run as NonNullable<ReportFacts['run']>;
    const extract = { name: 'Extract', item: 'Hue', startedAtMs: 0, endedAtMs: 9, isDone: true, failures: [] };
    const states = Array.from({ length: 100 }, (_, index) => ({ ...extract, endedAtMs: 10 * index }));
    const page = await readPage(await renderPage(facts({ run: { ...run, states } })));

    expect(numbersOf(page, 'The run, state by state')).toEqual([['Extract, 100 times', '0.00', '0.99', 'yes', '–']]);
  });

  it('gives a day of too few hours no index, and no colour', async () => {
    const page = await readPage(await renderPage(facts()));
    const [cell] = [...page.querySelectorAll('#calendar rect')];

    expect(cell?.getAttribute('fill')).toBe('var(--gap)');
    expect(cell?.textContent).toBe('2024-03-01: 3 hours, too few for a mean of the day');
    expect(page.querySelectorAll('#calendar text').length).toBeGreaterThan(7);
  });

  it('breaks a line where an hour lacks, and shows an hour that stands alone as a dot', async () => {
    const page = await readPage(await renderPage(facts()));

    expect(
      page.querySelectorAll('#hours .wide circle[r="1.8"], #hours .wide g[fill^="var(--series"] circle').length,
    ).toBe(1);
  });

  it('has no number where there is none: no hour, no run', async () => {
    const page = await readPage(
      await renderPage(
        facts({
          means: [],
          hoursOfDays: [],
          cityCounts: [],
          days: [],
          stations: [],
          rejected: [],
          audit: undefined,
          run: undefined,
        }),
      ),
    );

    expect(page.querySelector('header')?.textContent).toContain('No run has loaded these days yet.');
    expect(page.querySelector('main')?.textContent).toContain('The warehouse has no hour of these cities and days.');
    expect(page.querySelector('main')?.textContent).not.toMatch(/NaN|Infinity|undefined|null/);
  });
});
