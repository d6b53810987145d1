import { readFileSync } from 'node:fs';
import { join } from 'node:path';

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
