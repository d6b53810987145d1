import { hour, useLoads } from '../support/loads';
import { rowsOf } from '../support/test-warehouse';
import { load, type Run, stage, stageAndLoad } from '../support/warehouse-run';

describe('the load of rejected rows', () => {
  const { warehouse } = useLoads();

  const rejected = async () =>
    (await rowsOf(warehouse(), 'rejected_measurements', 'run_id, partition_city, partition_date')).map((row) =>
      Object.values(row).join(' '),
    );

  it('replaces those of earlier runs for its locations and days, and no others', async () => {
    await stageAndLoad(warehouse(), {
      runId: 'first',
      rejected: [
        ['Hanoi', '2024-01-14', 'missing_city'],
        ['Hanoi', '2024-01-15', 'missing_city'],
        ['Ho_Chi_Minh_City', '2024-01-16', 'missing_city', 2],
        ['Hai_Phong', '2024-01-15', 'missing_city', 3],
        ['Ho_Chi_Minh_City', '2024-01-18', 'missing_city', 2],
      ],
    });

    await stageAndLoad(warehouse(), { runId: 'second', rejected: [['Hanoi', '2024-01-15', 'missing_city']] });

    expect(await rejected()).toEqual([
      'first Hai_Phong 2024-01-15',
      'first Hanoi 2024-01-14',
      'first Ho_Chi_Minh_City 2024-01-16',
      'first Ho_Chi_Minh_City 2024-01-18',
      'second Hanoi 2024-01-15',
    ]);
  });

  it('replaces those without a location by city and day', async () => {
    await stageAndLoad(warehouse(), {
      runId: 'first',
      rejected: [
        ['Ho_Chi_Minh_City', '2024-01-16', 'missing_location_id', null],
        ['Hai_Phong', '2024-01-16', 'missing_location_id', null],
      ],
    });

    await stageAndLoad(warehouse(), { runId: 'second' });

    expect(await rejected()).toEqual(['first Hai_Phong 2024-01-16']);
  });

  it('drops its own for a day of which the warehouse holds a newer answer', async () => {
    await stageAndLoad(warehouse(), {
      runId: 'newer',
      measurements: [hour(1, '15 00')],
      extractedAt: '2024-01-18 00:06:00',
    });

    await stageAndLoad(warehouse(), { runId: 'older', rejected: [['Hanoi', '2024-01-15', 'no_measurement']] });

    expect(await rejected()).toEqual([]);
  });

  it('removes those of an older answer whose run died before it loaded', async () => {
    const died = { runId: 'died', extractedAt: '2024-01-18 00:00:30' };
    await stage(warehouse(), {
      ...died,
      rejected: [
        ['Hanoi', '2024-01-15', 'missing_city'],
        ['Hanoi', '2024-01-15', 'missing_location_id', null],
        ['Hanoi', '2024-01-16', 'missing_city'],
        ['Hai_Phong', '2024-01-15', 'missing_location_id', null],
      ],
    });

    await stageAndLoad(warehouse(), { runId: 'again', rejected: [['Hanoi', '2024-01-15', 'missing_city']] });

    expect(await rejected()).toEqual(['again Hanoi 2024-01-15', 'died Hai_Phong 2024-01-15', 'died Hanoi 2024-01-16']);
  });

  it('keeps one copy of those of one answer, which a run that keeps the day has too, whichever of the two loads last', async () => {
    const extracting: Run = { runId: 'extracting', rejected: [['Hanoi', '2024-01-15', 'missing_city']] };
    const keeping: Run = { ...extracting, runId: 'keeping' };
    await stage(warehouse(), extracting);

    await stageAndLoad(warehouse(), keeping);
    expect(await rejected()).toEqual(['keeping Hanoi 2024-01-15']);

    await load(warehouse(), extracting);
    expect(await rejected()).toEqual(['keeping Hanoi 2024-01-15']);

    await stageAndLoad(warehouse(), extracting);
    expect(await rejected()).toEqual(['extracting Hanoi 2024-01-15']);
  });

  it('leaves those of a run that may be working right now, whose answer is as new, where it has none of its own', async () => {
    await stage(warehouse(), { runId: 'other', rejected: [['Hanoi', '2024-01-15', 'missing_city']] });

    await stageAndLoad(warehouse(), { runId: 'this', days: [[1, '2024-01-15']] });

    expect(await rejected()).toEqual(['other Hanoi 2024-01-15']);
  });

  it('removes those of a run that failed more than 14 days ago', async () => {
    const abandoned = { runId: 'abandoned', extractedAt: '2024-01-03 00:00:00' };
    await stage(warehouse(), { ...abandoned, rejected: [['Hanoi', '2024-01-15', 'missing_city']] });

    await stageAndLoad(warehouse(), { runId: 'this' });

    expect(await rejected()).toEqual([]);
  });
});
