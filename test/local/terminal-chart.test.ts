import { windowOfDates } from '../../lambdas/shared/domain/window';
import { columnsOf, drawChart, hoursOfColumn } from '../../local/cli/terminal-chart';

const WHO = { name: 'WHO 2021', value: 15 };

describe('drawChart', () => {
  it('draws by the clock: what lacks is a gap, the limit a row of its own, and the dates stand below', () => {
    const window = windowOfDates('2018-12-05', '2018-12-06');
    const values = Array.from({ length: columnsOf(window) }, (_, hour) =>
      hour >= 10 && hour < 20 ? null : hour < 30 ? 10 : 25,
    );

    expect(drawChart(window, values, WHO)).toBe(
      [
        '     25 ┤                            ╭──────────────────',
        '     20 ┤                            │',
        '     15 ┤┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄│┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄ WHO 2021: 15',
        '     10 ┤──────────          ─────────╯',
        '      5 ┤',
        '      0 ┤',
        '        └┬───────────────────────┬───────────────────────',
        '         12-05                   12-06',
      ].join('\n'),
    );
  });

  it('shows a value that stands alone, and draws without a limit', () => {
    const window = windowOfDates('2018-12-05', '2018-12-05');

    expect(drawChart(window, [null, 2, null, 1], undefined)).toBe(
      [
        '      4 ┤',
        '      3 ┤',
        '      2 ┤ ─',
        '      1 ┤   ─',
        '      0 ┤',
        '        └┬───────────────────────',
        '         12-05',
      ].join('\n'),
    );
  });

  it.each([
    ['a day', '2018-12-05', '2018-12-05', 1, '12-05'],
    ['a week', '2018-12-05', '2018-12-11', 3, '12-05   12-06   12-07   12-08   12-09   12-10   12-11'],
    ['a month', '2018-12-01', '2018-12-31', 24, '12-01  12-08  12-15  12-22  12-29'],
    ['a year from the middle of a month', '2017-12-15', '2018-12-14', 168, '2018-03       2018-06'],
    ['three years', '2016-01-01', '2018-12-31', 720, '2016-01     2017-01     2018-01'],
    ['ten years', '2016-01-01', '2025-12-31', 2_160, '2016-01             2021-01'],
  ])('takes 80 columns at most for %s, each of the same hours', (_, from, to, hours, dates) => {
    const window = windowOfDates(from, to);
    const lines = drawChart(
      window,
      Array.from({ length: columnsOf(window) }, (_, column) => column * 100),
      { name: 'WHO 2021', value: 15 },
    ).split('\n');

    expect(hoursOfColumn(window)).toBe(hours);
    expect(lines.at(-1)?.trim().startsWith(dates)).toBe(true);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
  });
});
