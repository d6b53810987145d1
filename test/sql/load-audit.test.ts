import { hour, useLoads } from '../support/loads';
import { rowsOf } from '../support/test-warehouse';
import { stageAndLoad } from '../support/warehouse-run';

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
});
