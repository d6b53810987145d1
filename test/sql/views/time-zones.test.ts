import { openWarehouse, type Warehouse } from '../../../local/warehouse/warehouse';
import { runScripted } from '../../support/scripted-run';
import { definitionOf } from '../../support/state-machine';
import { SUCCESSFUL_RUN } from '../../support/successful-run';
import { temporaryDirectory } from '../../support/temporary-directory';

const CITIES = [
  { name: 'Hanoi', country: 'VN', boundingBox: [105.28, 20.56, 106.02, 21.39] },
  { name: 'New Delhi', country: 'IN', boundingBox: [76.8, 28.4, 77.4, 28.9], timeZone: 'Asia/Kolkata' },
  { name: 'Sao Paulo', country: 'BR', boundingBox: [-46.9, -24, -46.3, -23.3], timeZone: 'America/Sao_Paulo' },
];

/** What PrepareWarehouse sends to the warehouse under a configuration. */
const preparation = async (cities: readonly object[]): Promise<string[]> => {
  const { calls } = await runScripted(definitionOf({ cities }), SUCCESSFUL_RUN);
  return (calls['PrepareWarehouse'] ?? []).flatMap(({ Sqls }) => Sqls as string[]);
};

describe('the clocks of the cities', () => {
  const directory = temporaryDirectory();
  let warehouse: Warehouse;
  beforeAll(async () => {
    warehouse = await openWarehouse(directory);
    await warehouse.transaction(await preparation(CITIES));
  });
  afterAll(() => warehouse?.close());

  const clocks = async () =>
    (await warehouse.query('select city, time_zone, source from openaq.dim_cities order by city')).rows;
  const KNOWN = [
    ['Hanoi', 'Asia/Ho_Chi_Minh', 'IANA time zone database'],
    ['Ho Chi Minh City', 'Asia/Ho_Chi_Minh', 'IANA time zone database'],
  ];

  it('are those of the configuration beside those that are known', async () => {
    expect(await clocks()).toEqual([
      ...KNOWN,
      ['New Delhi', 'Asia/Kolkata', 'cdk.json'],
      ['Sao Paulo', 'America/Sao_Paulo', 'cdk.json'],
    ]);
  });

  it('stay when a run prepares the warehouse again, and follow a configuration that has changed', async () => {
    const before = await clocks();

    await warehouse.transaction(await preparation(CITIES));
    expect(await clocks()).toEqual(before);

    await warehouse.transaction(await preparation([{ ...CITIES[0], timeZone: 'Asia/Bangkok' }]));
    expect(await clocks()).toEqual([['Hanoi', 'Asia/Bangkok', 'cdk.json'], ...before.slice(1)]);
  });

  it('send nothing for a configuration that names none', async () => {
    expect((await preparation(CITIES.slice(0, 1))).filter((sql) => /^call openaq\.set_time_zones/.test(sql))).toEqual(
      [],
    );
  });
});
