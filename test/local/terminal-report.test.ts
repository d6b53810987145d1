import { HOUR_MS, windowOfDates } from '../../lambdas/shared/domain/window';
import { createConsole } from '../../local/cli/console';
import { printReport } from '../../local/cli/terminal-report';
import { type RecordedValue, writeFacts } from '../support/recorded-facts';
import { emptyWarehouse, useWarehouse } from '../support/test-warehouse';

/** Synthetic hours of a station, the same value in each; the first six of each day lack. */
const hoursOf = (city: string, from: string, days: number, value = 20): RecordedValue[] =>
  Array.from({ length: days * 24 }, (_, hour) => hour)
    .filter((hour) => hour % 24 >= 6)
    .map((hour) => ({ locationId: 1, city, pollutant: 'pm25', startMs: Date.parse(from) + hour * HOUR_MS, value }));

describe('the terminal report', () => {
  const warehouse = useWarehouse();
  beforeEach(() => emptyWarehouse(warehouse()));

  /** What is printed of a run over these days, line by line. */
  const reported = async (from: string, to: string, cities: readonly string[]): Promise<string[]> => {
    const lines: string[] = [];
    const run = { runIds: ['run-1'], window: windowOfDates(from, to), cities: cities.join(','), schema: 'openaq' };
    await printReport(warehouse(), run, createConsole({ write: (text) => lines.push(...text.split('\n')) }));
    return lines;
  };

  it('shows the window and the cities of the run alone, its hours by the clock and the limit of the warehouse', async () => {
    await writeFacts(warehouse(), [
      ...hoursOf('Hanoi', '2024-03-01', 3),
      ...hoursOf('Hanoi', '2024-02-01', 3, 900),
      ...hoursOf('Da Nang', '2024-03-01', 3, 900),
    ]);

    const lines = await reported('2024-03-01', '2024-03-03', ['Hanoi']);

    expect(lines.filter((line) => /2024-03-0\d │/.test(line))).toHaveLength(3);
    expect(lines.join('\n')).not.toMatch(/Da Nang|900|2024-02/);
    expect(lines).toContain('PM2.5 in Hanoi, ug/m3, means of 2 hours, UTC');
    // Three of twelve columns of a day have no hour.
    expect(lines).toContain('     20 ┤   ─────────   ─────────   ─────────');
    expect(lines).toContain('     15 ┤┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄ WHO 2021: 15');
    expect(lines).toContain('         03-01       03-02       03-03');
  });

  it('calls a city as it is written there, where the warehouse knows that', async () => {
    await writeFacts(warehouse(), [...hoursOf('Da Nang', '2024-03-01', 2), ...hoursOf('Beijing', '2024-03-01', 2)]);
    await warehouse().transaction(["call openaq.set_cities('Da Nang=Asia/Ho_Chi_Minh=Đà Nẵng')"]);

    const lines = await reported('2024-03-01', '2024-03-02', ['Da Nang', 'Beijing']);

    expect(lines.filter((line) => line.startsWith('│ Đà Nẵng │ 2024-03-0'))).toHaveLength(2);
    expect(lines.filter((line) => line.startsWith('│ Beijing │ 2024-03-0'))).toHaveLength(2);
    expect(lines.join('\n')).toMatch(/^PM2\.5 in Đà Nẵng, ug\/m3, means of/m);
    expect(lines.join('\n')).not.toContain('Da Nang');
  });

  it('takes the mean of hours, each of its stations, so that an hour of many stations weighs as one of few', async () => {
    const at = (hour: number, locationId: number, value: number): RecordedValue => ({
      locationId,
      city: 'Hanoi',
      pollutant: 'pm25',
      startMs: Date.parse('2024-03-01') + hour * HOUR_MS,
      value,
    });
    await writeFacts(warehouse(), [at(0, 1, 10), at(0, 2, 10), at(0, 3, 10), at(1, 1, 30)]);

    const lines = await reported('2024-03-01', '2024-03-03', ['Hanoi']);

    // Two hours are a column: 20, and not the 15 of four values.
    expect(lines).toContain('     20 ┤─');
  });

  it('shows months for a year, within 80 columns', async () => {
    await writeFacts(warehouse(), [
      ...hoursOf('Hanoi', '2023-01-01', 365),
      ...hoursOf('Ho Chi Minh City', '2023-01-01', 365),
    ]);

    const lines = await reported('2023-01-01', '2023-12-31', ['Hanoi', 'Ho Chi Minh City']);

    expect(lines.filter((line) => /│ 2023-\d\d │ 5(04|40|58) /.test(line))).toHaveLength(24);
    expect(lines).toContain('PM2.5 in Hanoi, ug/m3, means of 7 days, UTC');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
  });

  it('draws the four cities with most hours of fifty, and counts what it leaves out', async () => {
    const cities = Array.from({ length: 50 }, (_, index) => `City ${String(index).padStart(2, '0')}`);
    await writeFacts(
      warehouse(),
      cities.flatMap((city, index) => hoursOf(city, '2024-03-01', index < 4 ? 2 : 1)),
    );

    const lines = await reported('2024-03-01', '2024-03-02', cities);

    expect(lines.filter((line) => line.startsWith('PM2.5 in')).map((line) => line.slice(9, 16))).toEqual([
      'City 00',
      'City 01',
      'City 02',
      'City 03',
    ]);
    expect(lines).toContain('The 4 cities with most hours; 46 more are in the report.');
    // Fifty cities by two days are too many lines, by month they are fifty.
    expect(lines.filter((line) => /│ 2024-03 │/.test(line))).toHaveLength(50);
  });
});
