import { expectSentence } from '../support/one-sentence';
import { snapshotOf, useWarehouse } from '../support/test-warehouse';
import { STATEMENTS } from './statements-list';
import { titleOf } from './tried';

describe('Bad inputs of openaq query', () => {
  const warehouse = useWarehouse();
  let before: Record<string, unknown>;
  beforeAll(async () => {
    await warehouse().transaction([
      `insert into openaq.dim_locations (location_id, location_name, city, country, created_at, updated_at)
       values (1, 'Here', 'Hanoi', 'VN', getdate(), getdate())`,
    ]);
    before = await snapshotOf(warehouse());
  });

  it.each(STATEMENTS.map((tried) => [titleOf(tried), tried] as const))('%s', async (_, { sql, says }) => {
    const refusal = await warehouse()
      .query(sql)
      .catch((error: Error) => error);

    expect(refusal).toMatchObject({ name: 'StatementFailedError', message: expect.stringMatching(says) });
    expectSentence((refusal as Error).message);
    expect(await snapshotOf(warehouse())).toEqual(before);
  });
});
