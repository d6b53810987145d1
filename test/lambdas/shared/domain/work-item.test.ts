import { progressKey } from '../../../../lambdas/shared/domain/object-keys';
import { workItemSchema } from '../../../../lambdas/shared/domain/work-item';
import { HANOI } from '../../../support/air-quality';

const ITEM = {
  runId: '20240120T020000Z-daily',
  city: HANOI,
  window: { start: '2024-01-19T00:00:00Z', end: '2024-01-21T00:00:00Z' },
  minRequestIntervalMs: 0,
};
const PROGRESS = { key: progressKey(ITEM.runId, 'Ho Chi Minh City', ITEM.window.start), sensors: 12, rounds: 1 };

const mistakesOf = (item: unknown): string[] =>
  workItemSchema.safeParse(item).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];

describe('a work item', () => {
  it('goes on from the object that an invocation has left', () => {
    expect(mistakesOf({ ...ITEM, progress: PROGRESS })).toEqual([]);
  });

  it.each([
    ['archive/measurements/Hanoi/data.parquet'],
    ['temp/extractions/../../run/item.json.gz'],
    ['/temp/extractions/run/item.json.gz'],
    ['temp/extractions/run/item.json.gz.exe'],
    [''],
  ])('does not go on from %p, which is none', (key) => {
    expect(mistakesOf({ ...ITEM, progress: { ...PROGRESS, key } })).toEqual([
      'progress.key: expected the key of an unfinished work item',
    ]);
  });

  it('has a run id that is safe in SQL, arguments and keys', () => {
    expect(mistakesOf({ ...ITEM, runId: "x'; --" })).toEqual(['runId: expected 1 to 100 letters, digits, _ or -']);
  });
});
