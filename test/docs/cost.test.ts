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
