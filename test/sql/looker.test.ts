import { statementsIn } from '../support/sql-files';
import { useWarehouse } from '../support/test-warehouse';

describe('the user of Looker', () => {
  const warehouse = useWarehouse();
  const ask = async (question: string): Promise<unknown> =>
    (await warehouse().query(`select ${question}`)).rows[0]?.[0];

  beforeAll(async () => {
    for (const statement of statementsIn('looker')) await warehouse().transaction([statement]);
    await warehouse().transaction(['create table openaq.later (id integer)']);
  });

  it.each(['fact_measurements', 'dim_locations', 'load_audit', 'city_aqi_days', 'later'])(
    'may read %s',
    async (table) => {
      expect(await ask(`has_table_privilege('looker_readonly', 'openaq.${table}', 'select')`)).toBe(true);
    },
  );

  it.each(['insert', 'update', 'delete'])('may not %s', async (privilege) => {
    expect(await ask(`has_table_privilege('looker_readonly', 'openaq.fact_measurements', '${privilege}')`)).toBe(false);
  });

  it('may use the schema and create nothing in it', async () => {
    expect(await ask("has_schema_privilege('looker_readonly', 'openaq', 'usage')")).toBe(true);
    expect(await ask("has_schema_privilege('looker_readonly', 'openaq', 'create')")).toBe(false);
  });

  it('has no password until the administrator sets one', async () => {
    expect(await ask("rolpassword is null from pg_authid where rolname = 'looker_readonly'")).toBe(true);
  });

  it('keeps its rights when they are granted again', async () => {
    const [, ...grants] = statementsIn('looker');

    await warehouse().transaction(grants);

    expect(await ask("has_table_privilege('looker_readonly', 'openaq.load_audit', 'select')")).toBe(true);
  });
});
