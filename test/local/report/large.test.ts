import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { City } from '../../../lambdas/shared/domain/city';
import { POLLUTANT_NAMES } from '../../../lambdas/shared/domain/pollutants';
import { HOUR_MS, windowOfDates } from '../../../lambdas/shared/domain/window';
import { writeReport } from '../../../local/report/report';
import { numbersOf, type PageElement, readPage } from '../../support/html-page';
import { writeFacts } from '../../support/recorded-facts';
import { temporaryDirectory } from '../../support/temporary-directory';
import { emptyWarehouse, useWarehouse } from '../../support/test-warehouse';

const LIMIT_BYTES = 1_500_000;

/** Synthetic cities of the equator; the last of them gives nothing. */
const citiesNamed = (count: number): City[] =>
  Array.from({ length: count }, (_, index) => ({
    name: `City ${String(index + 1).padStart(2, '0')}`,
    country: 'VN',
    boundingBox: [100 + index / 10, 0, 100.1 + index / 10, 0.1],
  }));

describe('the report of much', () => {
  const warehouse = useWarehouse();
  const file = join(temporaryDirectory(), 'report.html');
  beforeEach(() => emptyWarehouse(warehouse()));

  /** Synthetic hours of each city, the first of them with most; one hour in 29 lacks. */
  const fill = (
    cities: readonly City[],
    from: string,
    days: number,
    pollutants: readonly 'pm25'[] | typeof POLLUTANT_NAMES,
  ) =>
    writeFacts(
      warehouse(),
      cities.flatMap(({ name }, index) =>
        pollutants.flatMap((pollutant) =>
          Array.from({ length: days * 24 - index }, (_, hour) => hour)
            .filter((hour) => hour % 29 !== 0)
            .map((hour) => ({
              locationId: index + 1,
              city: name,
              pollutant,
              startMs: Date.parse(from) + hour * HOUR_MS,
              value: 20 + 15 * Math.sin(hour / 7) + ((hour * 7919) % 13),
            })),
        ),
      ),
    );

  const report = async (
    cities: readonly City[],
    from: string,
    to: string,
  ): Promise<{ page: PageElement; bytes: number }> => {
    await writeReport(warehouse(), { schema: 'openaq', cities, window: windowOfDates(from, to) }, undefined, file);
    const text = readFileSync(file, 'utf8');
    return { page: await readPage(text), bytes: Buffer.byteLength(text) };
  };

  it('draws the six cities with most rows of fifty, day by day, counts every city and says what it leaves out', async () => {
    const cities = citiesNamed(50);
    await fill(cities.slice(0, 49), '2024-03-01', 31, ['pm25']);

    const { page, bytes } = await report(cities, '2024-03-01', '2024-03-31');
    const text = page.textContent ?? page.querySelector('body')?.textContent ?? '';

    expect(bytes).toBeLessThan(LIMIT_BYTES);
    expect(page.querySelector('h1')?.textContent).toBe('Air quality in 50 cities');
    expect(new Set(numbersOf(page, 'PM₂.₅, day by day').map(([city]) => city)).size).toBe(6);
    expect([...page.querySelectorAll('#calendar figure')]).toHaveLength(6);
    expect(page.querySelector('header')?.textContent).toContain(
      'The 6 of 50 cities with most rows; openaq report --city draws others.',
    );
    const counted = numbersOf(page, 'Rows of every city');
    expect(counted).toHaveLength(50);
    expect(counted[0]).toEqual(['City 01', 'UTC', '718', '718', '1']);
    expect(counted.at(-1)).toEqual(['City 50', '–', '0', '0', '0']);
    expect(text).toContain('50 cities, 1 of them without a row in this window.');
  });

  it('draws hours of one city and six pollutants over two months', async () => {
    const [city] = citiesNamed(1) as [City];
    await fill([city], '2024-03-01', 62, POLLUTANT_NAMES);

    const { page, bytes } = await report([city], '2024-03-01', '2024-05-01');

    expect(bytes).toBeLessThan(LIMIT_BYTES);
    expect([...page.querySelectorAll('#hours h3')].map(({ textContent }) => textContent)).toHaveLength(6);
    expect(
      [...page.querySelectorAll('#hours h3')].every(({ textContent }) => textContent?.includes('hour by hour')),
    ).toBe(true);
  });

  it('draws three years of three cities by month, each the mean of its days, and the last 400 days of their calendars', async () => {
    const cities = citiesNamed(3);
    await fill(cities, '2021-01-01', 1_095, ['pm25']);

    const { page, bytes } = await report(cities, '2021-01-01', '2023-12-31');
    const { rows } = await warehouse().query(
      `select round(avg(mean_ug_m3), 1) from openaq.city_days
       where city = 'City 01' and pollutant = 'pm25' and is_complete and local_date between '2022-02-01' and '2022-02-28'`,
    );

    expect(bytes).toBeLessThan(LIMIT_BYTES);
    const months = numbersOf(page, 'PM₂.₅, month by month');
    expect(months).toHaveLength(3 * 36);
    expect(months[13]).toEqual(['City 01', '2022-02', String(Number(rows[0]?.[0]))]);
    expect(numbersOf(page, 'PM₂.₅: annual means').map((cells) => cells.slice(0, 2).concat(cells[3] ?? ''))).toEqual(
      ['QCVN 05:2013', 'WHO 2021'].flatMap((standard) =>
        ['2021', '2022', '2023'].flatMap((year) => cities.map(({ name }) => [name, year, standard])),
      ),
    );
    expect(page.querySelector('#calendar .left-out')?.textContent).toContain('The last 400 of 1,095 days');
    expect([...page.querySelectorAll('#completeness figure')].length).toBe(3);
    expect([...(page.querySelector('#completeness figure')?.querySelectorAll('rect') ?? [])]).toHaveLength(400);
  });

  it('leaves a month out of which less than three quarters are measured', async () => {
    const [city] = citiesNamed(1) as [City];
    await fill([city], '2021-01-01', 1_095, ['pm25']);
    await warehouse().transaction([
      "delete from openaq.fact_measurements where measurement_datetime >= '2022-02-01' and measurement_datetime < '2022-02-10'",
    ]);

    const { page } = await report([city], '2021-01-01', '2023-12-31');

    expect(numbersOf(page, 'PM₂.₅, month by month').map(([, month]) => month)).not.toContain('2022-02');
  });

  it('has a page for a warehouse without tables, as after a run that failed early', async () => {
    const scope = {
      schema: 'never_prepared',
      cities: citiesNamed(2),
      window: windowOfDates('2024-03-01', '2024-03-02'),
    };
    await writeReport(warehouse(), scope, undefined, file);

    expect(readFileSync(file, 'utf8')).toContain('The warehouse has no hour of these cities and days.');
  });

  it('says what to do with a warehouse of an earlier version', async () => {
    await warehouse().transaction(['drop view openaq.station_limit_years']);

    await expect(report(citiesNamed(2), '2024-03-01', '2024-03-02')).rejects.toThrow(
      'The warehouse is of an earlier version (relation "openaq.station_limit_years" does not exist): run "npx openaq local" in its folder',
    );
  });
});
