import { useLoads } from '../support/loads';
import { rowsOf } from '../support/test-warehouse';
import { checkStatements, type Run, stage, stageAndLoad } from '../support/warehouse-run';

const RUN: Run = {
  runId: 'run-1',
  measurements: [0, 1, 2].map((hour) => ({ locationId: 1, hour: `2024-01-15 0${hour}:00:00`, pm25: 10 })),
  rejected: [['Hanoi', '2024-01-15', 'missing_city']],
  counts: { duplicate: 2 },
};

describe('the check of a load', () => {
  const { warehouse } = useLoads();

  const check = async (runId = 'run-1', minExpectedRows = '1') => {
    const results = await warehouse().transaction(checkStatements(runId, minExpectedRows));
    const { columns, rows } = results.at(-1) ?? { columns: [], rows: [] };
    expect(columns).toEqual([
      { name: 'passed', typeName: 'bool' },
      { name: 'detail', typeName: 'varchar' },
    ]);
    expect(rows).toHaveLength(1);
    return rows[0];
  };

  it('passes with every equation when nothing was lost', async () => {
    await stageAndLoad(warehouse(), RUN);

    expect(await check()).toEqual([
      true,
      '6 extracted = 6 read; 6 read = 3 staged + 2 duplicate + 1 rejected; 3 staged = 3 loaded',
    ]);
  });

  it('passes for a run that replaced rows, and still for the run whose rows were replaced', async () => {
    await stageAndLoad(warehouse(), RUN);
    await stageAndLoad(warehouse(), { ...RUN, runId: 'run-2' });

    expect((await check('run-2'))?.[0]).toBe(true);
    expect((await check('run-1'))?.[0]).toBe(true);
  });

  it('passes for a run whose rows a newer extraction has replaced in the lake, and says how many', async () => {
    await stageAndLoad(warehouse(), { ...RUN, counts: { extracted: 7, superseded: 3, adopted: 2, duplicate: 2 } });

    expect((await check())?.[1]).toMatch(/^7 extracted - 3 superseded \+ 2 adopted = 6 read; /);
  });

  it('passes for a run that read OpenAQ before a run that has loaded, although it loads nothing', async () => {
    await stageAndLoad(warehouse(), { ...RUN, runId: 'newer', extractedAt: '2024-01-18 00:06:00' });
    await stageAndLoad(warehouse(), RUN);

    expect(await check()).toEqual([true, expect.stringMatching(/; 3 staged = 0 loaded \+ 3 outdated$/)]);
  });

  it('writes the verdict and its words into the audit, so that a red run does not look like a green one', async () => {
    await stageAndLoad(warehouse(), RUN);
    const verdict = async () => (await rowsOf(warehouse(), 'load_audit', 'status, detail'))[0];

    expect(await verdict()).toEqual({ status: 'loaded', detail: null });
    await check();
    expect(await verdict()).toMatchObject({ status: 'passed', detail: expect.stringMatching(/^6 extracted = 6 read/) });
    await check('run-1', '4');
    expect(await verdict()).toEqual({ status: 'failed', detail: '3 loaded < 4 expected' });
  });

  it('passes for a run redriven with other rows than before', async () => {
    await stageAndLoad(warehouse(), RUN);
    await stageAndLoad(warehouse(), { ...RUN, measurements: RUN.measurements?.slice(1) ?? [] });

    expect((await check())?.[0]).toBe(true);
  });

  it.each<[string, Run, string, string]>([
    ['extracted = read', { ...RUN, counts: { duplicate: 2, extracted: 7 } }, '1', '7 extracted <> 6 read'],
    [
      'read = staged + duplicate + rejected',
      { ...RUN, counts: { duplicate: 2, read: 8 } },
      '1',
      '8 read <> 3 staged + 2 duplicate + 1 rejected',
    ],
    ['staged = loaded', { ...RUN, counts: { staged: 4 } }, '1', '4 staged <> 3 loaded'],
    ['loaded >= expected', RUN, '4', '3 loaded < 4 expected'],
    [
      'every key once',
      { ...RUN, measurements: [...(RUN.measurements ?? []), { locationId: 1, hour: '2024-01-15 00:00:00', pm25: 11 }] },
      '1',
      '1 (location_id, measurement_datetime) loaded twice',
    ],
    [
      'every location known',
      { ...RUN, locations: [{ locationId: 2, name: 'another' }] },
      '1',
      '3 facts of locations that dim_locations lacks',
    ],
    [
      'staged = loaded in the window, for a row outside of it',
      { ...RUN, measurements: [{ locationId: 1, hour: '2024-01-18 00:00:00' }], counts: {} },
      '0',
      '1 staged <> 0 loaded',
    ],
  ])('names the equation that is broken, and no other: %s', async (_, run, minExpectedRows, detail) => {
    await stageAndLoad(warehouse(), run);

    expect(await check('run-1', minExpectedRows)).toEqual([false, detail]);
  });

  it('names all equations that are broken', async () => {
    await stageAndLoad(warehouse(), {
      ...RUN,
      counts: { extracted: 1, read: 2, staged: 4, duplicate: 0, rejected: 0 },
    });

    expect(await check('run-1', '9')).toEqual([
      false,
      '1 extracted <> 2 read; 2 read <> 4 staged + 0 duplicate + 0 rejected; 4 staged <> 3 loaded; 3 loaded < 9 expected',
    ]);
  });

  it('does not pass a run without an audit row', async () => {
    await stageAndLoad(warehouse(), RUN);

    expect(await check('run-2')).toEqual([false, 'load_audit has no row of run run-2, so nothing was loaded']);
  });

  it('does not pass a run that was staged without its counts', async () => {
    await stage(warehouse(), RUN);
    await warehouse().transaction(["delete from openaq.stage_counts where run_id = 'run-1'"]);

    expect((await check())?.[0]).toBe(false);
  });

  it('does not pass a run with two audit rows, which no load leaves behind', async () => {
    await stageAndLoad(warehouse(), RUN);
    await warehouse().transaction(['insert into openaq.load_audit select * from openaq.load_audit']);

    expect(await check()).toEqual([false, 'load_audit has 2 rows of run run-1']);
  });

  it('does not blame a run for a key that other runs hold twice', async () => {
    const outside = { locationId: 2, hour: '2024-01-15 00:00:00' };
    await stageAndLoad(warehouse(), { runId: 'other', measurements: [outside, outside] });
    await stageAndLoad(warehouse(), RUN);

    expect((await check())?.[0]).toBe(true);
    expect((await check('other'))?.[0]).toBe(false);
  });
});
