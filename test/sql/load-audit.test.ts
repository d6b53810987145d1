import { hour, useLoads } from '../support/loads';
import { emptyWarehouse, rowsOf } from '../support/test-warehouse';
import { type StagedMeasurement, stageAndLoad } from '../support/warehouse-run';

describe('the load and its audit', () => {
  const { warehouse, audit } = useLoads();

  it('counts what was loaded and what was replaced, and keeps the figures of the run', async () => {
    await stageAndLoad(warehouse(), { runId: 'first', measurements: [hour(1, '15 00'), hour(1, '15 01')] });

    await stageAndLoad(warehouse(), {
      runId: 'second',
      measurements: [hour(1, '15 01'), hour(1, '15 02'), hour(1, '15 03')],
      rejected: [['Hanoi', '2024-01-15', 'missing_city']],
      counts: { duplicate: 2 },
    });

    expect(await audit('second')).toMatchObject({
      window_start: '2024-01-15 00:00:00',
      window_end: '2024-01-18 00:00:00',
      cities: 'Hanoi,Ho Chi Minh City',
      rows_extracted: 6,
      rows_read: 6,
      rows_staged: 3,
      rows_duplicate: 2,
      rows_rejected: 1,
      rows_loaded: 3,
      rows_replaced: 1,
      rows_withdrawn: 1,
      rows_outdated: 0,
      values_missing: 3,
      values_nulled: 7,
      requests: 12,
      started_at: '2024-01-18 00:01:02.345',
    });
  });

  it('has one row for a run that was redriven, that of its last attempt', async () => {
    await stageAndLoad(warehouse(), { runId: 'first', measurements: [hour(1, '15 00')] });

    await stageAndLoad(warehouse(), { runId: 'first', measurements: [hour(1, '15 00'), hour(1, '15 01')] });

    const rows = await rowsOf(warehouse(), 'load_audit', 'run_id, rows_loaded, rows_replaced');
    expect(rows).toEqual([{ run_id: 'first', rows_loaded: 2, rows_replaced: 1 }]);
  });

  it('records a run without a single row', async () => {
    await stageAndLoad(warehouse(), { runId: 'empty' });

    expect(await audit('empty')).toMatchObject({ rows_staged: 0, rows_loaded: 0, rows_replaced: 0 });
  });

  it('notes the version that loaded, and of the engine what the transform said', async () => {
    await stageAndLoad(warehouse(), { runId: 'first' });

    expect(await audit('first')).toMatchObject({ version: '1.2.3', engine: null });
  });
});

describe('the values that a run changed', () => {
  const { warehouse, audit } = useLoads();

  const changed = async (runId: string, measurements: readonly StagedMeasurement[], extractedAt?: string) => {
    await stageAndLoad(warehouse(), { runId, measurements, ...(extractedAt && { extractedAt }) });
    return (await audit(runId))?.['values_changed'];
  };

  it('are all that are no null in an empty warehouse, and none when the same is loaded again', async () => {
    const day = [hour(1, '15 00', 10), hour(1, '15 01', null), hour(2, '15 00', 0)];

    expect(await changed('first', day)).toBe(2);
    expect(await changed('second', day)).toBe(0);
  });

  it('are those that were corrected, that came, that became null and that were withdrawn', async () => {
    await changed('first', [hour(1, '15 00', 10), hour(1, '15 01', 11), hour(1, '15 02', 12), hour(1, '15 03', 13)]);

    const corrected = hour(1, '15 00', 10.5);
    const nulled = hour(1, '15 01', null);
    const same = hour(1, '15 02', 12);
    const added = hour(1, '15 04', 14);
    expect(await changed('second', [corrected, nulled, same, added])).toBe(4);
  });

  it('are none where the answer is older than the facts', async () => {
    await changed('newer', [hour(1, '15 00', 10)], '2024-01-18 02:00:00');

    expect(await changed('older', [hour(1, '15 00', 99)], '2024-01-18 01:00:00')).toBe(0);
  });
});

describe('the digest of the facts', () => {
  const { warehouse, audit } = useLoads();

  const digest = async (runId: string, measurements: readonly StagedMeasurement[]) => {
    await stageAndLoad(warehouse(), { runId, measurements });
    return (await audit(runId))?.['fact_digest'];
  };

  it('is the same for the same facts in any order, whichever run loaded them', async () => {
    const first = await digest('first', [hour(1, '15 00', 10), hour(2, '16 00', 11)]);

    expect(first).toMatch(/^[0-9a-f]{16}$/);
    expect(await digest('second', [hour(2, '16 00', 11), hour(1, '15 00', 10)])).toBe(first);
  });

  it.each([
    ['a value', [hour(1, '15 00', 10.0001)]],
    ['a null in place of a value', [hour(1, '15 00', null)]],
    ['another hour', [hour(1, '15 01', 10)]],
    ['one more fact', [hour(1, '15 00', 10), hour(1, '15 01', 10)]],
    ['no fact at all', []],
  ])('is another one for %s', async (_, measurements) => {
    const before = await digest('first', [hour(1, '15 00', 10)]);
    await emptyWarehouse(warehouse());

    expect(await digest('second', measurements)).not.toBe(before);
  });
});
