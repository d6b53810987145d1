import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPLAYED_WEEK } from '../../../local/cli/defaults';
import { numbersOf, type PageElement, readPage } from '../../support/html-page';
import { lastJson, openaq, query } from '../../support/openaq-cli';
import { temporaryDirectory } from '../../support/temporary-directory';

const folder = join(temporaryDirectory(), 'laptop');

const pageOf = (directory: string): string => readFileSync(join(directory, 'report.html'), 'utf8');

let page: string;
let document: PageElement;
let summary: Record<string, unknown>;

beforeAll(async () => {
  summary = lastJson(await openaq(['local', '--json', '--dir', folder]));
  page = pageOf(folder);
  document = await readPage(page);
});

describe('the report of a run', () => {
  it('is there after openaq local, whose JSON is what it was', () => {
    expect(Object.keys(summary)).toEqual([
      'runId',
      'status',
      'error',
      'rows',
      'requests',
      'seconds',
      'valuesChanged',
      'factDigest',
    ]);
    expect(document.querySelector('h1')?.textContent).toBe('Air quality in Hanoi and Ho Chi Minh City');
    expect(document.querySelector('header')?.textContent).toContain(`${REPLAYED_WEEK.from} to ${REPLAYED_WEEK.to}`);
  });

  it('is one small file that asks for nothing, runs nothing and lets nothing in', () => {
    expect(Buffer.byteLength(page)).toBeLessThan(1_500_000);
    expect(page).not.toMatch(
      /https?:|\/\/[a-z]|url\(|@import|<script|<link|<img|<iframe| src=| href=| style=| on[a-z]+=/i,
    );
    const style = [...document.querySelectorAll('style')];
    const hash = createHash('sha256')
      .update(style[0]?.textContent ?? '')
      .digest('base64');
    expect(style.length).toBe(1);
    expect(document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.getAttribute('content')).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
    );
  });

  it('tells the audit equation with the counts of the run', () => {
    const counts = [...document.querySelectorAll('.strip .count')].map((count) =>
      [...count.querySelectorAll('b, .what')].map(({ textContent }) => textContent).join(' '),
    );

    expect(counts).toEqual(['336 extracted', '336 read', '335 loaded', '1 rejected', '0 duplicates']);
    expect(document.querySelector('.verdict')?.textContent).toContain(
      'Of 336 rows that were read, 335 are in the warehouse; 1 row rejected and kept with the reason.',
    );
    expect(document.querySelector('.verdict')?.textContent).toContain('✓ Every row is accounted for.');
  });

  it('shows the hours that the warehouse has, and a gap where it has none', async () => {
    const rows = await query(
      `select city, cast(measurement_datetime as varchar(16)) as hour,
              cast(convert_timezone('Asia/Ho_Chi_Minh', measurement_datetime) as varchar(16)) as local, avg(pm25) as pm25
       from openaq.fact_measurements where pm25 is not null group by 1, 2, 3 order by 1, 2`,
      folder,
    );
    const line = [...document.querySelectorAll('#hours .wide svg path[d]')]
      .map((path) => path.getAttribute('d') ?? '')
      .filter((path) => path.split('L').length > 20);

    expect(numbersOf(document, 'PM₂.₅, hour by hour')).toEqual(
      rows.map(({ city, hour, local, pm25 }) => [city, hour, local, String(Math.round(Number(pm25) * 10) / 10)]),
    );
    expect([...document.querySelectorAll('#hours .wide title')][7]?.textContent).toBe(
      '2018-12-05 07:00 UTC\nHanoi (2018-12-05 14:00 there): 23 µg/m³\nHo Chi Minh City (2018-12-05 14:00 there): 24 µg/m³',
    );
    const axes = [...document.querySelectorAll('#hours .wide text')].map(({ textContent }) => textContent);
    expect(axes).toEqual(expect.arrayContaining(['UTC', 'local time, Asia/Ho_Chi_Minh']));
    // One hour of Hanoi was refused, so its line has two pieces; the other city's has one.
    expect(line.map((path) => path.split('M').length - 1)).toEqual([2, 1]);
  });

  it('gives each local day the index that the views give it, in words and colour', async () => {
    const rows = await query(
      `select local_date, aqi, category, colour from openaq.city_aqi_days where city = 'Hanoi' order by 1`,
      folder,
    );
    const shown = numbersOf(document, 'Hanoi: daily PM₂.₅').filter(([, aqi]) => aqi !== '–');

    expect(rows.length).toBeGreaterThan(4);
    expect(shown.map(([day, aqi, category]) => [day, aqi, category])).toEqual(
      rows.map(({ local_date, aqi, category }) => [local_date, String(aqi), category]),
    );
    for (const { colour } of rows) expect(document.querySelector(`#calendar rect[fill="${colour}"]`)).not.toBeNull();
  });

  it('shows how complete each local day is, with the percent and the rule of the views', async () => {
    const rows = await query(
      `select local_date, hours, completeness_percent, is_complete from openaq.city_days
       where city = 'Hanoi' and pollutant = 'pm25' order by 1`,
      folder,
    );
    const cells = [...document.querySelectorAll('#completeness figure')][0]?.querySelectorAll('rect') ?? [];

    expect(numbersOf(document, 'Hanoi: completeness')).toEqual(
      rows.map(({ local_date, hours, completeness_percent: percent, is_complete: counts }) => [
        local_date,
        String(hours),
        '1',
        String(Number(percent)),
        counts === true ? 'yes' : 'no',
      ]),
    );
    // Days that count are filled, in front of the two that the window cuts.
    expect([...cells].map((cell) => cell.getAttribute('fill'))).toEqual([
      ...Array.from({ length: 6 }, () => 'var(--ok)'),
      ...Array.from({ length: 2 }, () => 'var(--card)'),
    ]);
  });

  it('draws the limits of a day that the warehouse has, each with source and year', async () => {
    const rows = await query(
      `select standard, limit_ug_m3, year, source from openaq.air_quality_limits where pollutant = 'pm25' and averaging = '24 h'`,
      folder,
    );
    const text = document.querySelector('#hours')?.textContent ?? '';

    expect(rows).toHaveLength(2);
    for (const { standard, limit_ug_m3: limit, year, source } of rows) {
      expect(text).toContain(`${standard}: ${Number(limit)} µg/m³ in 24 hours (${year}). ${source}`);
    }
    expect(document.querySelectorAll('#hours .wide [stroke="var(--limit)"] line').length).toBe(2);
  });

  it('counts the days above each limit of a day that the warehouse has, and leaves out a year that is not complete', async () => {
    const rows = await query(
      `select city, standard, limit_ug_m3, count(*) as days, sum(case when is_exceeded then 1 else 0 end) as above,
              max(value_ug_m3) as highest
       from openaq.station_limit_days where pollutant = 'pm25' group by 1, 2, 3 order by 2, 1`,
      folder,
    );

    expect(rows).toHaveLength(4);
    expect(numbersOf(document, 'PM₂.₅: days above each limit')).toEqual(
      rows.map(({ city, standard, limit_ug_m3: limit, days, above, highest }) => [
        city,
        standard,
        '24 h',
        String(limit),
        String(days),
        String(above),
        String(Math.round(Number(highest) * 10) / 10),
      ]),
    );
    expect(document.querySelector('#limits')?.textContent).not.toContain('annual means');
  });

  it('shows rejected rows, nulled values, every station and every state', async () => {
    expect(numbersOf(document, 'Rejected rows by reason')).toEqual([['no measurement, Hanoi', '1']]);
    expect(numbersOf(document, 'Nulled values by reason')).toEqual([['fill code', '1']]);
    const [station] = await query(
      `select location_name, round(latitude, 5) as latitude, round(longitude, 5) as longitude
       from openaq.dim_locations where location_id = (select min(location_id) from openaq.fact_measurements where city = 'Hanoi')`,
      folder,
    );
    const { location_name: name, latitude, longitude } = station ?? {};
    expect(numbersOf(document, 'Hanoi: stations')[0]?.slice(2, 6)).toEqual([
      name,
      String(Number(latitude)),
      String(Number(longitude)),
      '167',
    ]);
    const sources = await query(
      `select location_id, location_name, city, case when is_monitor then 'regulatory' else 'low-cost' end as kind,
         coalesce(provider, '–') as provider, coalesce(owner, '–') as owner,
         coalesce(licenses, '–') as licenses, coalesce(attribution, '–') as attribution
       from openaq.dim_locations where location_id in (select location_id from openaq.fact_measurements) order by 1`,
      folder,
    );
    expect(numbersOf(document, 'Sources and licences').sort()).toEqual(
      sources.map((row) => Object.values(row).map(String)),
    );
    const states = numbersOf(document, 'The run, state by state').map(([state]) => state);
    expect(states).toEqual(expect.arrayContaining(['PlanRun', 'Extract Hanoi', 'TransformToStaging', 'GetValidation']));
  });

  it('names every chart, and has its numbers behind it', () => {
    for (const svg of document.querySelectorAll('figure svg:not([aria-hidden])')) {
      expect(svg.getAttribute('role')).toBe('img');
      expect(svg.getAttribute('aria-label')).toMatch(/\w/);
    }
    for (const figure of document.querySelectorAll('figure'))
      expect(figure.querySelector('details table')).not.toBeNull();
  });
});

describe('openaq report', () => {
  it('makes the same report again', async () => {
    const { exitCode, stdout } = await openaq(['report', '--dir', folder]);

    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: `[SUCCESS] Report: ${join(folder, 'report.html')}\n` });
    expect(pageOf(folder)).toBe(page);
  });

  it('takes other days', async () => {
    const { exitCode } = await openaq(['report', '--dir', folder, '--from', '2018-12-06', '--to', '2018-12-06']);
    const day = await readPage(pageOf(folder));

    expect(exitCode).toBe(0);
    expect(day.querySelector('header')?.textContent).toContain('2018-12-06 to 2018-12-06 (UTC)48 rows');
    expect(numbersOf(day, 'PM₂.₅, hour by hour')).toHaveLength(48);
  });

  it('takes one city by any spelling', async () => {
    const said = await openaq(['report', '--dir', folder, '--city', 'ha-noi', '--json']);
    const city = await readPage(pageOf(folder));

    expect(lastJson(said)).toEqual({
      report: join(folder, 'report.html'),
      window: { start: '2018-12-05T00:00:00Z', end: '2018-12-12T00:00:00Z' },
      cities: ['Hanoi'],
    });
    expect(city.querySelector('h1')?.textContent).toBe('Air quality in Hanoi');
    expect(city.querySelector('header')?.textContent).toContain('167 rows');
  });

  it.each([
    [
      'a city that is not configured',
      ['--city', 'Hanoy'],
      '--city "Hanoy" is not a configured city: did you mean Hanoi?',
    ],
    [
      'a date that is none',
      ['--from', '2018-02-30', '--to', '2018-12-06'],
      '--from "2018-02-30": expected a date, YYYY-MM-DD',
    ],
    ['one date', ['--from', '2018-12-06'], '--to is missing: --from and --to are given together'],
    [
      'dates in the wrong order',
      ['--from', '2018-12-07', '--to', '2018-12-06'],
      '--from 2018-12-07 is after --to 2018-12-06',
    ],
  ])('refuses %s', async (_, dates, message) => {
    const { exitCode, stderr } = await openaq(['report', '--dir', folder, ...dates]);

    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
  });

  it('says what to do in a folder without a run', async () => {
    const { exitCode, stderr } = await openaq(['report', '--dir', join(folder, 'nothing')]);

    expect(exitCode).toBe(2);
    expect(stderr).toContain('holds no run of this version yet: run "npx openaq local" first');
  });
});
