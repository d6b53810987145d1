import { flagsOf, toQualityFlags } from '../../../../lambdas/shared/domain/quality-flags';
import { makeHour } from '../../../support/air-quality';

const START = '2018-12-05T00:00:00Z';

describe('flagsOf', () => {
  const flagged = (flagLabels?: string[]) => ({ ...makeHour(START, 5, true), ...(flagLabels && { flagLabels }) });

  it('says nothing of a value that is not flagged and is stored', () => {
    expect(flagsOf(makeHour(START, 5), null)).toEqual([]);
    expect(flagsOf({ ...makeHour(START, 5), flagLabels: ['Offline'] }, null)).toEqual([]);
  });

  it.each([
    ['no label', undefined, ['flagged']],
    ['an empty list', [], ['flagged']],
    ['a label', ['Limits exceeded'], ['flagged_limits_exceeded']],
    ['several labels', ['Offline', ' QC: (Invalid) '], ['flagged_offline', 'flagged_qc_invalid']],
    ['a label of no letter that a token may have', ['离线'], ['flagged']],
    ['a long label', ['x'.repeat(200)], [`flagged_${'x'.repeat(40)}`]],
  ])('tells of a flag with %s', (_, labels, expected) => {
    expect(flagsOf(flagged(labels), null)).toEqual(expected);
  });

  it('gives both the flag and the reason for which the value is not stored', () => {
    expect(flagsOf(makeHour(START, -999, true), 'fill_code')).toEqual(['flagged', 'fill_code']);
  });
});

describe('toQualityFlags', () => {
  it('has each flag once, in the order of the pollutants and of the alphabet', () => {
    const flags = new Map([
      ['co', ['fill_code']],
      ['pm25', ['flagged', 'above_range', 'flagged']],
      ['o3', []],
    ] as const);

    expect(toQualityFlags(flags)).toBe('pm25:above_range pm25:flagged co:fill_code');
  });

  it('is null where nothing is to be said', () => {
    expect(toQualityFlags(new Map())).toBeNull();
    expect(toQualityFlags(new Map([['pm25', []]]))).toBeNull();
  });

  it('leaves out the labels of a row whose flags would be too long', () => {
    const labels = ['a', 'b', 'c'].map((letter) => `flagged_${letter.repeat(40)}`);
    const flags = new Map([
      ['pm25', [...labels, 'fill_code']],
      ['co', labels],
      ['o3', labels],
    ] as const);

    expect(toQualityFlags(flags)).toBe('pm25:fill_code pm25:flagged o3:flagged co:flagged');
  });

  it('keeps 400 characters whole, and shortens or drops what makes one more', () => {
    const label = (letter: string, length: number) => `flagged_${letter.repeat(length)}`;
    const seven = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((letter) => label(letter, 40));

    // Seven tokens of 53 characters and one of 22, between them seven blanks.
    expect(toQualityFlags(new Map([['pm25', [...seven, label('z', 9)]]]))).toHaveLength(400);
    expect(toQualityFlags(new Map([['pm25', [...seven, label('z', 10)]]]))).toBe('pm25:flagged');

    const [first, second] = ['x', 'y'].map((letter) => letter.repeat(188)) as [string, string];
    // Two tokens of 193, one of 12, between them two blanks; FLAGGED stands first.
    expect(toQualityFlags(new Map([['pm25', [label('a', 40), first, second]]]))).toBe(
      `pm25:flagged pm25:${first} pm25:${second}`,
    );
    expect(toQualityFlags(new Map([['pm25', [label('a', 40), first, `${second}y`]]]))).toBe(
      `pm25:flagged pm25:${first}`,
    );
  });

  it('never has more than 400 characters, and no half of a flag', () => {
    const all = [
      'above_range',
      'below_range',
      'fill_code',
      'flagged',
      'not_a_number',
      'other_parameter',
      'unknown_unit',
    ];
    const text = toQualityFlags(
      new Map((['pm25', 'pm10', 'o3', 'no2', 'so2', 'co'] as const).map((name) => [name, all])),
    );

    expect(text?.length).toBeLessThanOrEqual(400);
    for (const token of text?.split(' ') ?? []) expect(all).toContain(token.split(':')[1]);
  });
});
