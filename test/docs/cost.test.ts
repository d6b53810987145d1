import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfiguration } from '../../lib/configuration';
import { templateOf } from '../support/pipeline-template';

interface Row {
  readonly item: string;
  readonly quantity: string;
  readonly price: string;
  readonly amount: string;
}

/** The tables of docs/cost.md that compute an amount, each with its total. */
const tables = readFileSync(join(__dirname, '../../docs/cost.md'), 'utf8')
  .split('| item | quantity | unit | price | source | amount |\n')
  .slice(1)
  .map((text) =>
    text
      .split('\n')
      .slice(1)
      .filter((line, index, lines) => line.startsWith('|') && !lines.slice(0, index).some((other) => other === ''))
      .map((line): Row => {
        const [item = '', quantity = '', , price = '', , amount = ''] = line
          .slice(1, -1)
          .split('|')
          .map((cell) => cell.trim());
        return { item, quantity, price, amount };
      }),
  );

const isTotal = ({ item }: Row): boolean => item.startsWith('**');
const amountOf = ({ amount }: Row): number => Number(amount.replaceAll('*', ''));

describe('docs/cost.md', () => {
  it('has three tables: default, upper bound, cheapest', () => {
    expect(tables.map((rows) => rows.filter(isTotal).map(({ item }) => item))).toEqual([
      ['**default**'],
      ['**upper bound**'],
      ['**cheapest**'],
    ]);
  });

  it.each(tables.flat().filter((row) => !isTotal(row)))('multiplies rightly: $item', (row) => {
    expect(row.amount).toBe((Number(row.quantity) * Number(row.price)).toFixed(2));
  });

  it.each(tables.map((rows) => [rows.find(isTotal)?.item, rows] as const))('adds up rightly: %s', (_, rows) => {
    const sum = rows.filter((row) => !isTotal(row)).reduce((total, row) => total + amountOf(row), 0);

    expect(rows.filter(isTotal).map(amountOf)).toEqual([Number(sum.toFixed(2))]);
  });
});

/** The rows of the table of crawls, as numbers, with the history in days. */
const crawls = readFileSync(join(__dirname, '../../docs/cost.md'), 'utf8')
  .split('| history | cities |')[1]
  ?.split('\n\n')[0]
  ?.split('\n')
  .slice(2)
  .map((line) => line.slice(1, -1).split('|'))
  .map(([history = '', ...cells]) => {
    const [count, unit] = history.trim().split(' ');
    return { days: Number(count) * (unit?.startsWith('year') ? 365 : 1), cells: cells.map((cell) => cell.trim()) };
  });

describe('the crawl of docs/cost.md', () => {
  it('is reckoned after a day, a year and ten years of 2 and of 50 cities', () => {
    expect(crawls?.map(({ days, cells: [cities] }) => [days, Number(cities)])).toEqual([
      [1, 2],
      [365, 2],
      [3650, 2],
      [1, 50],
      [365, 50],
      [3650, 50],
    ]);
  });

  it.each(crawls ?? [])('follows its formula: $days days, $cells', ({ days, cells }) => {
    const cities = Number(cells[0]);
    const folders = cities * days;
    const lists = Math.ceil(folders / 1_000);
    const minutesOf = (seconds: number) => Math.max(10, 2 + seconds / 60);
    const minutes = minutesOf(cities + lists);
    const dpuHours = (2 * minutes * 30.4) / 60;

    expect(cells.slice(1)).toEqual([
      String(folders),
      String(cities),
      String(lists),
      minutes.toFixed(1),
      dpuHours.toFixed(2),
      (dpuHours * 0.44).toFixed(2),
      minutesOf(folders + lists).toFixed(1),
    ]);
  });

  it('costs the same after ten years as on the first day', () => {
    expect(new Set(crawls?.map(({ cells }) => cells[6])).size).toBe(1);
  });

  it('is what the table of the default pays', () => {
    const row = tables[0]?.find(({ item }) => item.startsWith('crawler'));

    expect([row?.quantity, row?.amount]).toEqual([crawls?.[0]?.cells[5], crawls?.[0]?.cells[6]]);
  });
});

/** The rows of the table of cities, as text. */
const cityRows = readFileSync(join(__dirname, '../../docs/cost.md'), 'utf8')
  .split('| cities | sensors a city |')[1]
  ?.split('\n\n')[0]
  ?.split('\n')
  .slice(2)
  .map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );

/** Cities whose boxes do not touch. */
const grid = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    name: `City ${index}`,
    country: 'VN',
    boundingBox: [index - 100, 0, index - 99.5, 1],
  }));

describe('more cities, in docs/cost.md', () => {
  it('are reckoned from two to two hundred', () => {
    expect(cityRows?.map(([cities]) => Number(cities))).toEqual([2, 10, 50, 200]);
  });

  it.each(cityRows ?? [])('follow their formulas: %s cities of %s sensors', (...cells) => {
    const [cities = 0, sensors = 0] = cells.map(Number);
    const requests = cities * (1 + sensors);
    const lambda = (requests <= 400 ? 7_300 : 2 * 3_600 * (requests / 1_600) * 30.4) * 0.0000133334;
    const metrics = (5 + 4 * cities) * 0.3 + (12 + cities) * 0.1;
    const states = (84 + 3 * cities) * 30.4 * 0.000025;
    const month = 517.45 + lambda + metrics + states;

    expect(cells.slice(2)).toEqual([
      String(requests),
      ...[lambda, metrics, states, month / 30.4, month, month * 12].map((amount) => amount.toFixed(2)),
    ]);
  });

  it('fit into the day of one API key as the last row says, and not one sensor more', () => {
    const settings = { cities: grid(200), maxBackfillDays: 30 };

    expect(() => readConfiguration({ ...settings, sensorsPerCity: 63 })).not.toThrow();
    expect(() => readConfiguration({ ...settings, sensorsPerCity: 64 })).toThrow(/maxBackfillDays|sensorsPerCity/);
  });

  it.each([2, 10])('have as many metrics in alarms as the formula says: %i cities', (count) => {
    const alarms = Object.values(
      templateOf({ cities: grid(count), maxBackfillDays: 30 }).findResources('AWS::CloudWatch::Alarm'),
    );
    const metrics = alarms.flatMap(({ Properties: { Metrics = [{ MetricStat: {} }] } }) =>
      Metrics.filter((metric: object) => 'MetricStat' in metric),
    );

    expect(metrics).toHaveLength(12 + count);
  });
});
