import { windowOfDates } from '../../../lambdas/shared/domain/window';
import { DEFINITIONS, ofSession, sharedViews } from '../../../local/report/shared-views';
import { recordedValues, writeFacts } from '../../support/recorded-facts';
import { emptyWarehouse, useWarehouse } from '../../support/test-warehouse';

/** Around the end of a year, so that hours before it and behind it count. */
const scope = { schema: 'openaq', window: windowOfDates('2017-12-28', '2018-01-03'), cities: 'Hanoi' };

/** Of each view that the report's questions read, the rows that they ask for. */
const QUESTIONS = [
  `select * from openaq.city_days where city = 'Hanoi' and local_date between '2017-12-28' and '2018-01-04'
  order by pollutant, local_date`,
  `select * from openaq.station_aqi_subindices where city = 'Hanoi' and local_date between '2017-12-28' and '2018-01-04'
  order by location_id, pollutant, averaging, local_date`,
  `select * from openaq.station_limit_days where city = 'Hanoi' and local_date between '2017-12-28' and '2018-01-04'
  order by location_id, pollutant, standard, averaging, local_date`,
  `select * from openaq.station_limit_years where city = 'Hanoi' and local_year between 2017 and 2018
  order by location_id, pollutant, standard, local_year`,
];

describe('the views that a report shares', () => {
  const warehouse = useWarehouse();
  beforeAll(async () => {
    await emptyWarehouse(warehouse());
    await writeFacts(warehouse(), recordedValues());
  });

  it("give the rows that the warehouse's own give, and leave nothing behind", async () => {
    const { rows } = await warehouse().query(DEFINITIONS, ['openaq']);
    const shared = sharedViews(new Map(rows.map(([name, text]) => [String(name), String(text)])), scope);

    const outcomes = await warehouse().transaction([...shared, ...QUESTIONS.map((sql) => ofSession(sql, 'openaq'))]);
    const own = await warehouse().transaction(QUESTIONS);

    expect(outcomes.slice(shared.length)).toEqual(own);
    for (const each of own) expect(each.rows.length).toBeGreaterThan(3);
    await expect(warehouse().query('select 1 from pg_temp.station_days')).rejects.toThrow(/does not exist/);
  });

  it('names a view that the warehouse lacks', () => {
    expect(() => sharedViews(new Map(), scope)).toThrow('relation "openaq.station_days" does not exist');
  });
});
