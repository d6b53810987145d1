import { useLoads } from '../../support/loads';
import { rowsOf } from '../../support/test-warehouse';
import { type Run, stageAndLoad } from '../../support/warehouse-run';

describe('the view flagged_values', () => {
  const { warehouse } = useLoads();
  const HOUR = '2024-01-15 07:00:00';
  const DAY = '2024-01-15';

  const flagged = () =>
    rowsOf(warehouse(), 'flagged_values', 'pollutant, flag, value_ug_m3, measurement_datetime, city');

  it('has a row for each flag of each hour, with the value that is kept', async () => {
    await stageAndLoad(warehouse(), {
      runId: 'first',
      measurements: [
        { locationId: 1, hour: HOUR, pm25: 12, flags: 'pm25:flagged_limits_exceeded pm25:above_range co:fill_code' },
        { locationId: 1, hour: '2024-01-15 08:00:00', pm25: 13 },
      ],
    });

    const row = { measurement_datetime: HOUR, city: 'Hanoi' };
    expect(await flagged()).toEqual([
      { pollutant: 'co', flag: 'fill_code', value_ug_m3: null, ...row },
      { pollutant: 'pm25', flag: 'above_range', value_ug_m3: '12.0000', ...row },
      { pollutant: 'pm25', flag: 'flagged_limits_exceeded', value_ug_m3: '12.0000', ...row },
    ]);
  });

  it('gives the hour on the clock of the city too', async () => {
    await stageAndLoad(warehouse(), {
      runId: 'first',
      measurements: [{ locationId: 1, hour: HOUR, pm25: 12, flags: 'pm25:flagged' }],
    });

    expect(await rowsOf(warehouse(), 'flagged_values', 'time_zone, local_datetime')).toEqual([
      { time_zone: 'Asia/Ho_Chi_Minh', local_datetime: '2024-01-15 14:00:00' },
    ]);
  });

  it('takes as many flags as a row can have', async () => {
    const flags = Array.from({ length: 37 }, (_, index) => `o3:flag_${index + 10}`).join(' ');
    await stageAndLoad(warehouse(), { runId: 'first', measurements: [{ locationId: 1, hour: HOUR, flags }] });

    expect(await flagged()).toHaveLength(37);
  });

  describe('of an hour that was refused since nothing of it is stored', () => {
    const refusing = (runId: string, extractedAt: string, flags: string): Run => ({
      runId,
      extractedAt,
      rejected: [['Hanoi', DAY, 'no_measurement', 1, { hour: HOUR, flags }]],
    });

    it('says why, without a value', async () => {
      await stageAndLoad(warehouse(), refusing('first', '2024-01-18 00:05:00', 'pm25:fill_code'));

      expect(await flagged()).toEqual([
        { pollutant: 'pm25', flag: 'fill_code', value_ug_m3: null, measurement_datetime: HOUR, city: 'Hanoi' },
      ]);
    });

    it('follows the newest answer', async () => {
      await stageAndLoad(warehouse(), refusing('first', '2024-01-18 00:05:00', 'pm25:fill_code'));
      await stageAndLoad(warehouse(), refusing('second', '2024-01-18 00:15:00', 'pm25:above_range'));
      await stageAndLoad(warehouse(), refusing('late', '2024-01-18 00:10:00', 'pm25:below_range'));

      expect((await flagged()).map(({ flag }) => flag)).toEqual(['above_range']);
    });
  });
});
