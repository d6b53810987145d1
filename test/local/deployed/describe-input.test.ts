import { describeInput } from '../../../local/deployed/describe-input';

describe('what a run was asked for', () => {
  it.each<[unknown, string]>([
    [{}, 'the last hours'],
    [{ scheduledTime: '2026-11-26T01:30:00Z' }, 'the last hours, by the schedule'],
    [{ lookbackHours: 72 }, 'the last 72 hours'],
    [
      { from: '2018-12-05', to: '2018-12-07', cities: ['Hanoi', 'Da Nang'] },
      '2018-12-05 to 2018-12-07, Hanoi, Da Nang',
    ],
    [{ from: '2018-12-05', to: '2018-12-07', source: 'archive' }, '2018-12-05 to 2018-12-07, from the archive'],
    [{ from: '2018-12-05', to: '2018-12-07', onlyMissing: true }, '2018-12-05 to 2018-12-07, only missing days'],
    [{ form: '2018-12-05' }, '{"form":"2018-12-05"}'],
    [undefined, 'no input'],
  ])('is told in a few words: %j', (input, words) => {
    expect(describeInput(input)).toBe(words);
  });
});
