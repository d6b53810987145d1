import { isRecord, parseJson } from '../../../../lambdas/shared/domain/json';

describe('parseJson', () => {
  it('reads JSON', () => {
    expect(parseJson('{"rows":1}')).toEqual({ rows: 1 });
    expect(parseJson('null')).toBeNull();
  });

  it.each([['{"cut'], [''], [null], [undefined]])('makes nothing of %p', (text) => {
    expect(parseJson(text)).toBeUndefined();
  });
});

describe('isRecord', () => {
  it.each([
    [{}, true],
    [[], false],
    [null, false],
    ['{}', false],
    [undefined, false],
  ])('says whether %p is an object: %p', (value, expected) => {
    expect(isRecord(value)).toBe(expected);
  });
});
