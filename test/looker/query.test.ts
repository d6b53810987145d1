import { useWarehouse } from '../support/test-warehouse';
import { stageAndLoad } from '../support/warehouse-run';
import type { View } from './lookml';
import { type Project, readProject } from './project';
import { queryOf } from './query';

const hours = (locationId: number, day: string, count: number, pm25: number | null) =>
  Array.from({ length: count }, (_, hour) => ({
    locationId,
    hour: `${day} ${String(hour).padStart(2, '0')}:00:00`,
    pm25,
  }));

describe('the fields of the LookML project, run as SQL', () => {
  const warehouse = useWarehouse();
  let project: Project;

  const view = (name: string): View => project.model.view[name] as View;
  const ask = async (name: string, fields: readonly string[], where?: string): Promise<unknown[][]> => {
    const sql = queryOf(project, view(name), fields, where).replace(/\bDATEDIFF\((\w+),/g, "DATEDIFF('$1',");
    return (await warehouse().query(sql)).rows;
  };

  beforeAll(async () => {
    project = await readProject();
    await stageAndLoad(warehouse(), {
      runId: 'first',
      locations: [{ locationId: 1, name: 'One' }],
      measurements: [
        ...hours(1, '2024-01-15', 24, 10),
        ...hours(2, '2024-01-15', 12, 40),
        ...hours(3, '2024-01-16', 12, null),
      ],
      rejected: [
        ['Hanoi', '2024-01-15', 'missing_city'],
        ['Hanoi', '2024-01-16', 'missing_city'],
      ],
    });
  });

  it.each(['dim_locations', 'fact_measurements', 'load_audit', 'rejected_measurements'])(
    'gives a value of every dimension and every measure of %s',
    async (name) => {
      const { dimension, dimension_group, measure } = view(name);
      const raw = Object.keys(dimension_group).map((group) => `${group}_raw`);

      expect((await ask(name, [...Object.keys(dimension), ...raw])).length).toBeGreaterThan(0);
      if (Object.keys(measure).length > 0) expect(await ask(name, Object.keys(measure))).toHaveLength(1);
    },
  );

  it.each(['dim_locations', 'fact_measurements', 'load_audit', 'rejected_measurements'])(
    'has a primary key that tells the rows of %s apart',
    async (name) => {
      const [key = ''] = Object.values(view(name).dimension).flatMap((each) => (each.primary_key ? [each.$name] : []));
      const keys = (await ask(name, [key])).map(([value]) => value);

      expect(keys).not.toContain(null);
      expect(new Set(keys).size).toBe(keys.length);
    },
  );

  it('shows the start of an hour in UTC, and seven hours later in Vietnam', async () => {
    const fields = ['measurement_raw', 'measurement_date', 'measurement_local_raw', 'measurement_local_date'];
    const instant = "location_id = 1 and measurement_datetime = '2024-01-15 17:00:00'";

    const [row] = await ask('fact_measurements', fields, instant);

    expect(row).toEqual(['2024-01-15 17:00:00', '2024-01-15', '2024-01-16 00:00:00', '2024-01-16']);
  });

  it('averages and counts without the nulls', async () => {
    const [row] = await ask('fact_measurements', ['average_pm25', 'max_pm25', 'count_pm25', 'count', 'average_co']);

    expect(row?.map((value) => (value === null ? null : Number(value)))).toEqual([20, 40, 36, 48, null]);
  });

  it('gives the completeness as hours of 24 for each location and day, also of one pollutant', async () => {
    const [all] = await ask('fact_measurements', ['completeness']);
    const [ofPm25] = await ask('fact_measurements', ['completeness'], 'pm25 is not null');
    const [ofNothing] = await ask('fact_measurements', ['completeness'], 'false');

    expect([Number(all), Number(ofPm25), ofNothing]).toEqual([48 / 72, 36 / 48, [null]]);
  });

  it('counts the rows of the runs, and the time since the last load', async () => {
    const measures = ['count', 'total_rows_read', 'total_rows_loaded', 'total_rows_rejected', 'rejected_share'];

    const [run] = await ask('load_audit', measures);
    const [[hoursSinceLoad] = []] = await ask('load_audit', ['hours_since_load']);

    expect(run?.map(Number)).toEqual([1, 50, 48, 2, 2 / 50]);
    expect(Number(hoursSinceLoad)).toBeLessThan(0.1);
  });

  it('calls a load reconciled unless the check of its run failed', async () => {
    const verdict = (status: string) => `update openaq.load_audit set status = '${status}'`;

    for (const [status, isReconciled] of [
      ['loaded', true],
      ['passed', true],
      ['failed', false],
    ] as const) {
      await warehouse().transaction([verdict(status)]);
      expect(await ask('load_audit', ['is_reconciled'])).toEqual([[isReconciled]]);
    }
  });
});
