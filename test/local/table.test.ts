import { drawRecords, drawTable } from '../../local/cli/table';

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

  it('goes on in the next line of a cell where the terminal is too narrow', () => {
    expect(
      drawTable(
        ['id', 'at', 'comment'],
        [
          [7, '2018-12-05 07:00:00', 'START of the hour in UTC, never null'],
          [8, null, '日本語の長い名前です'],
        ],
        40,
      ),
    ).toBe(
      [
        '┌────┬────────────────┬────────────────┐',
        '│ id │ at             │ comment        │',
        '├────┼────────────────┼────────────────┤',
        '│ 7  │ 2018-12-05     │ START of the   │',
        '│    │ 07:00:00       │ hour in UTC,   │',
        '│    │                │ never null     │',
        '│ 8  │ -              │ 日本語の長い名 │',
        '│    │                │ 前です         │',
        '└────┴────────────────┴────────────────┘',
      ].join('\n'),
    );
  });

  it('loses no sign in a narrow table, and is never wider than the terminal', () => {
    const texts = ['measurement_datetime', 'ab  cd   ef ', 'x'.repeat(35), ' y', 'a-b_c.d:e'.repeat(4)];

    for (const width of [40, 47, 61]) {
      const lines = drawTable(
        ['first', 'second'],
        texts.map((text) => [text, text]),
        width,
      ).split('\n');
      const first = lines.map((line) => line.split(' │ ')[0]?.replace('│ ', '') ?? '');

      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
      expect(first.join('').replace(/[\s─┬┼┴┌├└┐┤┘]/g, '')).toBe(['first', ...texts].join('').replace(/\s/g, ''));
    }
  });

  it('becomes records where no column could be read', () => {
    const names = Array.from({ length: 7 }, (_, index) => `a_long_name_${index}`);

    expect(drawTable(names, [names], 80)).toBe(drawRecords(names, [names]));
  });

  it('takes a year of hours in a moment', () => {
    const rows = Array.from({ length: 8_760 }, (_, hour) => [hour, 'Hanoi', 21.7, null, null, null, null, 105.8]);

    const began = Date.now();
    drawTable(['id', 'city', 'pm25', 'pm10', 'o3', 'no2', 'so2', 'longitude'], rows);

    expect(Date.now() - began).toBeLessThan(5_000);
  });
});
