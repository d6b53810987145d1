import { openWarehouse, type Warehouse } from '../../local/warehouse/warehouse';
import { runScripted } from '../support/scripted-run';
import { definitionOf } from '../support/state-machine';
import { SUCCESSFUL_RUN } from '../support/successful-run';
import { temporaryDirectory } from '../support/temporary-directory';

const box = (west: number) => [west, 20, west + 1, 21];

const CITIES = [
  { name: 'Hanoi', country: 'VN', boundingBox: [105.28, 20.56, 106.02, 21.39] },
  { name: 'New Delhi', country: 'IN', boundingBox: [76.8, 28.4, 77.4, 28.9], timeZone: 'Asia/Kolkata' },
  { name: 'Sao Paulo', country: 'BR', boundingBox: [-46.9, -24, -46.3, -23.3], timeZone: 'America/Sao_Paulo' },
  { name: 'Hue', country: 'VN', boundingBox: [107.4, 16.3, 107.8, 16.6] },
];

/** Names that SQL, JSONPath and HTML could trip over, by key: quotes, braces, separators, other scripts, right to left. */
const NAMES = {
  'Da Nang': 'Đà Nẵng',
  Beijing: '北京',
  Zurich: 'Zürich',
  'Xi an': "Xi'an {0}",
  Cairo: 'القاهرة',
  Odd: `<b>a=b, c</b> :name "{}" '' {2} 'x`,
  Long: '🏙'.repeat(63),
};

/** What PrepareWarehouse sends to the warehouse under a configuration. */
const preparation = async (cities: readonly object[]): Promise<string[]> => {
  const { calls } = await runScripted(definitionOf({ cities, maxBackfillDays: 31 }), SUCCESSFUL_RUN);
  return (calls['PrepareWarehouse'] ?? []).flatMap(({ Sqls }) => Sqls as string[]);
};

describe('dim_cities', () => {
  const directory = temporaryDirectory();
  let warehouse: Warehouse;
  beforeAll(async () => {
    warehouse = await openWarehouse(directory);
    await warehouse.transaction(await preparation(CITIES));
  });
  afterAll(() => warehouse?.close());

  const read = async (columns: string) =>
    (await warehouse.query(`select ${columns} from openaq.dim_cities order by city`)).rows;

  it('has the clocks of the configuration beside those that are known, and UTC where there is none', async () => {
    expect(await read('city, time_zone, source')).toEqual([
      ['Hanoi', 'Asia/Ho_Chi_Minh', 'IANA time zone database'],
      ['Ho Chi Minh City', 'Asia/Ho_Chi_Minh', 'IANA time zone database'],
      ['Hue', 'UTC', 'none in cdk.json'],
      ['New Delhi', 'Asia/Kolkata', 'cdk.json'],
      ['Sao Paulo', 'America/Sao_Paulo', 'cdk.json'],
    ]);
  });

  it('stays as it is when a run prepares the warehouse again, and follows a configuration that has changed', async () => {
    const before = await read('*');

    await warehouse.transaction(await preparation(CITIES));
    expect(await read('*')).toEqual(before);

    await warehouse.transaction(await preparation([{ ...CITIES[0], timeZone: 'Asia/Bangkok', displayName: 'Hà Nội' }]));
    expect(await read('*')).toEqual([['Hanoi', 'Asia/Bangkok', 'cdk.json', 'Hà Nội'], ...before.slice(1)]);

    await warehouse.transaction(await preparation(CITIES));
    expect(await read('*')).toEqual([['Hanoi', 'Asia/Bangkok', 'cdk.json', 'Hanoi'], ...before.slice(1)]);
  });

  it('shows each city under its displayName, whatever its script and signs, else under its name', async () => {
    const named = Object.entries(NAMES).map(([name, displayName], at) => ({
      name,
      country: 'VN',
      boundingBox: box(at),
      displayName,
    }));

    await warehouse.transaction(await preparation(named));

    const shown = Object.fromEntries((await read('city, display_name')) as [string, string][]);
    expect(shown).toEqual({
      ...NAMES,
      Hanoi: 'Hanoi',
      'Ho Chi Minh City': 'Ho Chi Minh City',
      Hue: 'Hue',
      'New Delhi': 'New Delhi',
      'Sao Paulo': 'Sao Paulo',
    });
  });
});
