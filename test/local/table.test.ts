import { drawTable } from '../../local/cli/table';

describe('drawTable', () => {
  it('draws headings and rows, null as a dash', () => {
    expect(
      drawTable(
        ['city', 'hours'],
        [
          ['Hanoi', 24],
          ['Ho Chi Minh City', null],
        ],
      ),
    ).toBe(
      [
        '┌──────────────────┬───────┐',
        '│ city             │ hours │',
        '├──────────────────┼───────┤',
        '│ Hanoi            │ 24    │',
        '│ Ho Chi Minh City │ -     │',
        '└──────────────────┴───────┘',
      ].join('\n'),
    );
  });

  it('aligns letters that take two columns, and accents that take none', () => {
    expect(drawTable(['name'], [['北京'], ['Ha\u0300 No\u0323\u0302i'], ['abcd']])).toBe(
      [
        '┌────────┐',
        '│ name   │',
        '├────────┤',
        '│ 北京   │',
        '│ Ha\u0300 No\u0323\u0302i │',
        '│ abcd   │',
        '└────────┘',
      ].join('\n'),
    );
  });

  it('draws headings alone when there are no rows', () => {
    expect(drawTable(['a'], [])).toBe('┌───┐\n│ a │\n├───┤\n└───┘');
  });

  it('takes a year of hours in a moment', () => {
    const rows = Array.from({ length: 8_760 }, (_, hour) => [hour, 'Hanoi', 21.7, null, null, null, null, 105.8]);

    const began = Date.now();
    drawTable(['id', 'city', 'pm25', 'pm10', 'o3', 'no2', 'so2', 'longitude'], rows);

    expect(Date.now() - began).toBeLessThan(5_000);
  });
});
