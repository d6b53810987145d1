import type { Warehouse } from '../../local/warehouse/warehouse';
import { writeFacts } from '../support/recorded-facts';
import { useWarehouse } from '../support/test-warehouse';
import { stageAndLoad } from '../support/warehouse-run';
import { tilesOf } from './dashboards';
import { fieldsOfExplore } from './fields';
import type { Explore } from './lookml';
import { type Project, readProject } from './project';
import { queryOf } from './query';

const hours = (locationId: number, day: string, from: number, count: number, pm25: number | null) =>
  Array.from({ length: count }, (_, hour) => ({
    locationId,
    hour: new Date(Date.parse(`${day}T00:00:00Z`) + (from + hour) * 3_600_000).toISOString().slice(0, 19),
    pm25,
  }));

/** It has rows of years that count alone, which would be most of the rows here; the last test writes one. */
const OF_YEARS = 'station_limit_years';

/** A local day begins at 17:00 UTC in Vietnam. */
const fill = (warehouse: Warehouse): Promise<void> =>
  stageAndLoad(warehouse, {
    runId: 'first',
    locations: [
      { locationId: 1, name: 'One', source: { is_monitor: true, licenses: 'CC BY 4.0', attribution: 'AirNow' } },
      { locationId: 2, name: 'Two', source: { is_monitor: false } },
      { locationId: 3, name: 'Three' },
      { locationId: 4, name: 'Silent' },
    ],
    measurements: [
      ...hours(1, '2024-01-15', 17, 24, 10).map((hour) => ({ ...hour, flags: 'pm25:flagged co:fill_code' })),
      ...hours(1, '2024-01-16', 17, 18, 60),
      ...hours(2, '2024-01-15', 17, 12, 40),
      ...hours(3, '2024-01-17', 0, 12, null),
    ],
    rejected: [
      ['Hanoi', '2024-01-15', 'missing_city'],
      ['Hanoi', '2024-01-16', 'missing_city'],
    ],
  });

describe('the LookML project, run as SQL', () => {
  const warehouse = useWarehouse();
  let project: Project;
  beforeAll(async () => {
    project = await readProject();
    await fill(warehouse());
  });

  const exploreOf = (name: string): Explore => {
    const explore = project.model.explore[name];
    if (explore === undefined) throw new Error(`there is no explore ${name}`);
    return explore;
  };
  /** Fields of the explore's own view are named without it. */
  const ask = async (
    name: string,
    fields: readonly string[],
    filters: Readonly<Record<string, string>> = {},
  ): Promise<unknown[][]> => {
    const full = (field: string): string => (field.includes('.') ? field : `${name}.${field}`);
    const question = {
      fields: fields.map(full),
      filters: Object.fromEntries(Object.entries(filters).map(([field, filter]) => [full(field), filter])),
    };
    return (await warehouse().query(queryOf(project, exploreOf(name), question))).rows;
  };
  const numbers = async (...question: Parameters<typeof ask>): Promise<unknown[]> =>
    ((await ask(...question))[0] ?? []).map((value) => (value === null ? null : Number(value)));

  it('gives a value of every field of every explore, joins included', async () => {
    for (const explore of Object.values(project.model.explore)) {
      if (explore.$name === OF_YEARS) continue;
      const rows = await ask(explore.$name, [...fieldsOfExplore(project, explore)]);

      expect([explore.$name, rows.length]).not.toContain(0);
    }
  });

  it('has a primary key in every view that tells its rows apart', async () => {
    for (const { $name } of Object.values(project.model.explore)) {
      const [key = ''] = Object.values(project.model.view[$name]?.dimension ?? {}).flatMap((each) =>
        each.primary_key ? [each.$name] : [],
      );
      const { rows } = await warehouse().query(
        queryOf(project, { ...exploreOf($name), join: {} }, { fields: [`${$name}.${key}`] }),
      );
      const [[all] = []] = (await warehouse().query(`select count(*) from openaq.${$name}`)).rows;

      expect([$name, rows.length]).toEqual([$name, Number(all)]);
      expect(rows.flat()).not.toContain(null);
    }
  });

  it('multiplies no row by a join', async () => {
    for (const explore of Object.values(project.model.explore)) {
      const count = `(select count(*) from openaq.${explore.$name})`;
      const joined = queryOf(project, explore, { fields: [] }).replace(/^SELECT \n/, `SELECT count(*) = ${count}\n`);

      expect([explore.$name, (await warehouse().query(joined)).rows]).toEqual([explore.$name, [[true]]]);
    }
  });

  it('answers every tile of every dashboard', async () => {
    for (const [dashboard] of Object.values(project.model.dashboard)) {
      for (const { name, explore, fields, filters } of tilesOf(dashboard)) {
        if (explore === OF_YEARS) continue;
        expect([name, (await ask(explore, fields, filters)).length]).not.toContain(0);
      }
    }
  });

  it('draws in its dashboards the limits of the warehouse, and no others', async () => {
    const { rows } = await warehouse().query(
      "select standard || ', ' || averaging, limit_ug_m3 from openaq.air_quality_limits where pollutant = 'pm25'",
    );
    const limits = new Map(rows.map(([label, limit]) => [label, Number(limit)]));
    const lines = Object.values(project.model.dashboard)
      .flatMap(([dashboard]) => tilesOf(dashboard))
      .flatMap((tile) => tile.reference_lines.map(({ label, line_value }) => ({ tile, label, value: line_value })));

    expect(lines.length).toBeGreaterThan(0);
    for (const { tile, label, value } of lines) {
      expect(Object.values(tile.filters)).toContain('pm25');
      expect([label, Number(value)]).toEqual([label, limits.get(label)]);
    }
  });

  it('shows an hour in UTC and on the clock of the city, with the name of that clock', async () => {
    const fields = ['local_time', 'local_date', 'local_hour_of_day', 'time_zone', 'count'];

    const rows = await ask('hourly_values', ['measurement_time', ...fields], { value_ug_m3: '60' });

    expect(rows).toContainEqual(['2024-01-16 17:00:00', '2024-01-17 00:00:00', '2024-01-17', 0, 'Asia/Ho_Chi_Minh', 1]);
  });

  it('averages hours by hour, station days by station day and city days by city day', async () => {
    expect(await numbers('hourly_values', ['average_value', 'max_value', 'count', 'count_locations'])).toEqual([
      (24 * 10 + 18 * 60 + 12 * 40) / 54,
      60,
      54,
      2,
    ]);
    // Station 2 has 12 hours, so its day does not count.
    expect(await numbers('station_days', ['average_mean', 'count', 'count_complete'])).toEqual([35, 3, 2]);
    expect(await numbers('city_days', ['average_mean', 'count', 'max_value', 'total_hours'])).toEqual([35, 2, 60, 54]);
  });

  it('gives completeness in percent', async () => {
    expect(await numbers('station_days', ['average_completeness'])).toEqual([(100 + 75 + 50) / 3]);
    expect(await numbers('city_days', ['average_completeness'])).toEqual([75]);
  });

  it('weighs the hours of a profile by how many there are, so that their mean is that of all hours', async () => {
    const filters = { clock: 'local' };
    const ofAll = await numbers('hourly_values', ['average_value']);

    expect((await numbers('city_hour_profiles', ['average_value'], filters))[0]).toBeCloseTo(Number(ofAll[0]), 3);
    expect((await numbers('city_month_profiles', ['average_value'], filters))[0]).toBeCloseTo(Number(ofAll[0]), 3);
    expect(await numbers('city_hour_profiles', ['total_hours', 'max_value'], filters)).toEqual([54, 60]);
  });

  it('counts a day once, however many limits it is above', async () => {
    const counts = ['count_exceedance_days', 'count_city_exceedance_days', 'count_judged_days', 'exceedance_share'];

    expect(await numbers('station_limit_days', counts)).toEqual([1, 1, 2, 0.5]);
    expect(await ask('station_limit_days', ['standard', 'count_exceedance_days', 'max_times_limit'])).toEqual(
      expect.arrayContaining([
        ['WHO 2021', 1, '4.00'],
        ['QCVN 05:2013', 1, '1.20'],
      ]),
    );
  });

  it.each(['city_aqi_days', 'station_aqi_days', 'station_aqi_subindices'])(
    'names in %s the category and the colour of the highest index',
    async (name) => {
      expect(await ask(name, ['max_aqi', 'worst_category', 'worst_colour', 'count'])).toEqual([
        [154, 'Unhealthy', '#FF0000', 2],
      ]);
    },
  );

  it('counts the stations that never gave an hour', async () => {
    expect(await numbers('station_freshness', ['count', 'count_silent', 'total_hours'])).toEqual([4, 1, 66]);
    expect(await ask('station_freshness', ['city', 'max_latest_hour'])).toEqual([['Hanoi', '2024-01-17 11:00']]);
  });

  it('counts the flags of values, each by itself', async () => {
    expect((await ask('flagged_values', ['flag', 'count', 'count_locations'])).sort()).toEqual([
      ['fill_code', 24, 1],
      ['flagged', 24, 1],
    ]);
  });

  it('tells regulatory stations from low-cost ones, and both from those of which OpenAQ does not say', async () => {
    expect((await ask('station_freshness', ['dim_locations.kind', 'count'])).sort()).toEqual([
      ['Low-cost', 1],
      ['Regulatory', 1],
      ['Unknown', 2],
    ]);
  });

  it('shows on the dashboard of the air whom the licence of each station asks to name', async () => {
    const [dashboard] = project.model.dashboard['air_quality'] ?? [];
    const tile = dashboard && tilesOf(dashboard).find(({ name }) => name === 'attribution');

    const rows = await ask('station_freshness', tile?.fields ?? []);

    expect(rows).toHaveLength(4);
    expect(rows).toContainEqual(['Hanoi', 1, 'One', 'Regulatory', null, null, 'CC BY 4.0', 'AirNow']);
  });

  it('counts the rows of the runs, and the time since the last load', async () => {
    const rows = ['extracted', 'read', 'staged', 'loaded', 'rejected'].map((step) => `total_rows_${step}`);

    expect(await numbers('load_audit', ['count', ...rows, 'rejected_share'])).toEqual([1, 68, 68, 66, 66, 2, 2 / 68]);
    expect(Number((await ask('load_audit', ['hours_since_load']))[0]?.[0])).toBeLessThan(0.1);
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

  it('judges years of stations, each once, however many limits it is above', async () => {
    const values = hours(4, '2022-12-31', 17, 365 * 24, 20).map(({ locationId, hour, pm25 }) => ({
      locationId,
      city: 'Hanoi',
      pollutant: 'pm25' as const,
      startMs: Date.parse(`${hour}Z`),
      value: Number(pm25),
    }));
    await writeFacts(warehouse(), values);

    expect(await ask(OF_YEARS, [...fieldsOfExplore(project, exploreOf(OF_YEARS))])).toHaveLength(2);
    const [dashboard] = project.model.dashboard['air_quality'] ?? [];
    const tiles = dashboard === undefined ? [] : tilesOf(dashboard).filter(({ explore }) => explore === OF_YEARS);
    expect(await Promise.all(tiles.map(async ({ fields }) => (await ask(OF_YEARS, fields)).length))).toEqual([2]);
    // Above the 5 of the WHO, below the 25 of QCVN 05:2013.
    expect(await numbers(OF_YEARS, ['count_judged_years', 'count_exceedance_years', 'max_times_limit'])).toEqual([
      1, 1, 4,
    ]);
    expect(await numbers('station_years', ['average_mean', 'count_complete_years', 'count'])).toEqual([20, 1, 2]);
  });
});
