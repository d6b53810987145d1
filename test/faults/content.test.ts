import { join } from 'node:path';
import { extractInto } from '../support/extract-run';
import { honestWorld } from '../support/hostile-world';
import type { TestServer } from '../support/http-server';
import { expectSentence } from '../support/one-sentence';
import { temporaryDirectory } from '../support/temporary-directory';
import { startWorld } from '../support/world';
import type { ContentFault, Row } from './content-fault';
import { HOUR_FAULTS } from './hours-content-list';
import { LOCATION_FAULTS } from './locations-content-list';
import { titleOf } from './tried';

const HONEST_COUNTS = {
  locations: 2,
  sensors: 3,
  values: 144,
  gaps: 0,
  nulledValues: {},
  unitChanges: 0,
  flaggedValues: 0,
  shadowedValues: 0,
  changedNames: 0,
  skippedSensors: {},
};

describe('Faults of what OpenAQ says: Extract', () => {
  const run = extractInto(join(temporaryDirectory(), 'bucket'));
  let server: TestServer;
  let body: ContentFault['body'] | undefined;
  let honestRows: readonly Row[];
  let honestLocations: readonly Row[];
  beforeAll(async () => {
    const world = honestWorld();
    server = await startWorld(
      () => world,
      (url, honest) => {
        if (body === undefined) return undefined;
        const said = body(url, honest);
        return { status: 200, body: typeof said === 'string' ? said : JSON.stringify(said) };
      },
    );
    await run.extract(server.url);
    [honestRows, honestLocations] = [await run.rows(), await run.locations()];
  });
  beforeEach(() => run.empty());
  afterEach(() => {
    body = undefined;
  });
  afterAll(() => server.close());

  const all = [...HOUR_FAULTS, ...LOCATION_FAULTS].map((tried) => [titleOf(tried), tried] as const);

  it.each(all.filter(([, { refused }]) => refused === undefined))('%s', async (_, tried) => {
    ({ body } = tried);

    const { extraction, error } = await run.extract(server.url);

    expect(error).toBeUndefined();
    expect(extraction).toMatchObject({ ...HONEST_COUNTS, ...tried.counts });
    const rows = await run.rows();
    expect(rows).toEqual(tried.rows?.(honestRows) ?? honestRows);
    expect(extraction?.rows).toBe(rows.length);
    expect(await run.locations()).toEqual(tried.locations?.(honestLocations) ?? honestLocations);
  });

  it.each(all.filter(([, { refused }]) => refused !== undefined))('%s', async (_, tried) => {
    ({ body } = tried);

    const { error } = await run.extract(server.url);

    expect(error).toMatchObject({
      name: 'OpenAqSchemaChangedError',
      message: expect.stringMatching(tried.refused ?? /./),
    });
    expectSentence(error?.message ?? '');
    expect(await run.rows()).toEqual([]);
    expect(await run.locations()).toEqual([]);
    body = undefined;
    expect((await run.extract(server.url)).extraction).toMatchObject({ rows: 96 });
    expect(await run.rows()).toEqual(honestRows);
  });
});
