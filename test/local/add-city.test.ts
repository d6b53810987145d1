import { cityJson, withCity } from '../../local/workflow/add-city';

const DA_NANG = {
  name: 'Da Nang',
  country: 'VN',
  boundingBox: [108.08, 15.93, 108.36, 16.2] as [number, number, number, number],
  timeZone: 'Asia/Ho_Chi_Minh',
  displayName: 'Đà Nẵng',
};

const SHORT = { name: 'Hue', country: 'VN', boundingBox: DA_NANG.boundingBox };

const SHORT_LINE = '{ "name": "Hue", "country": "VN", "boundingBox": [108.08, 15.93, 108.36, 16.2] }';

describe('withCity', () => {
  it.each([
    [
      'on lines of their own',
      `{\n  "context": {\n    "openaq": {\n      "cities": [\n        {"name": "Hanoi"}\n      ],   "x": 1\n    }\n  }\n}\n`,
      `{\n  "context": {\n    "openaq": {\n      "cities": [\n        {"name": "Hanoi"},\n        ${SHORT_LINE}\n      ],   "x": 1\n    }\n  }\n}\n`,
    ],
    [
      'on one line',
      '{"context":{"openaq":{"cities":[{"name":"Hanoi"}]}}}',
      `{"context":{"openaq":{"cities":[{"name":"Hanoi"}, ${SHORT_LINE}]}}}`,
    ],
    [
      'after a byte order mark, with the line ends of Windows',
      '\ufeff{"context": {"openaq": {"cities": [\r\n\t{"name": "Hanoi"}\r\n]}}}\r\n',
      `\ufeff{"context": {"openaq": {"cities": [\r\n\t{"name": "Hanoi"},\r\n\t${SHORT_LINE}\r\n]}}}\r\n`,
    ],
  ])('puts a city behind those that stand %s, and leaves the rest as it is', (_, text, expected) => {
    expect(withCity(text, SHORT)).toBe(expected);
  });

  it.each([
    ['no list', '{"context": {"openaq": {}}}'],
    ['an empty one', '{"context": {"openaq": {"cities": []}}}'],
    ['a text', '{"context": {"openaq": {"cities": "Hanoi"}}}'],
    ['nothing', ''],
  ])('refuses a file that has %s', (_, text) => {
    expect(() => withCity(text, SHORT)).toThrow(/^cdk\.json lists no cities \(context\.openaq\.cities\)/);
  });
});

describe('cityJson', () => {
  it('is one line where it fits, else a line for each value, as the formatter of the project has it', () => {
    expect(cityJson(SHORT, '    ')).toBe(SHORT_LINE);
    expect(cityJson(DA_NANG, '  ')).toBe(
      [
        '{',
        '    "name": "Da Nang",',
        '    "country": "VN",',
        '    "boundingBox": [108.08, 15.93, 108.36, 16.2],',
        '    "timeZone": "Asia/Ho_Chi_Minh",',
        '    "displayName": "Đà Nẵng"',
        '  }',
      ].join('\n'),
    );
  });
});
