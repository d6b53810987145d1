import { join } from 'node:path';
import { extractInto } from '../support/extract-run';
import { FIRST_HOUR } from '../support/hostile-world';
import { jsonResponse, type TestServer } from '../support/http-server';
import { expectSentence } from '../support/one-sentence';
import { temporaryDirectory } from '../support/temporary-directory';
import { startWorld, worldLocation } from '../support/world';
import { HOURS, LOCATIONS, PAGE_SIZE, PAGING_FAULTS, type PagingFault } from './paging-list';
import { titleOf } from './tried';

describe('Faults of paging: Extract', () => {
  const run = extractInto(join(temporaryDirectory(), 'bucket'));
  const world = Array.from({ length: LOCATIONS }, (_, index) =>
    worldLocation(
      index + 1,
      [105.8, 21],
      FIRST_HOUR,
      Array.from({ length: HOURS }, (_, hour) => hour + index),
    ),
  );
  let server: TestServer;
  let fault: PagingFault | undefined;
  let lists = 0;
  let honest: Awaited<ReturnType<typeof run.rows>>;
  beforeAll(async () => {
    server = await startWorld(
      () => {
        const ids = fault?.listed?.(lists);
        return ids === undefined ? world : world.filter(({ id }) => ids.includes(id));
      },
      (url, page) => (fault?.page === undefined ? undefined : jsonResponse(200, fault.page(url, page))),
      ({ pathname }) => {
        if (pathname === '/v3/locations') lists += 1;
      },
    );
    await run.extract(server.url);
    honest = await run.rows();
  });
  beforeEach(() => run.empty());
  afterEach(() => {
    fault = undefined;
  });
  afterAll(() => server.close());

  const all = PAGING_FAULTS.map((tried) => [titleOf(tried), tried] as const);

  it.each(all.filter(([, { error }]) => error === undefined))('%s', async (_, tried) => {
    [fault, lists] = [tried, 0];

    const { extraction } = await run.extract(server.url, { pageSize: PAGE_SIZE });

    expect(extraction).toMatchObject({ locations: LOCATIONS, rows: LOCATIONS * HOURS, ...tried.counts });
    const ids = tried.listed?.(Number.POSITIVE_INFINITY);
    expect(await run.rows()).toEqual(
      honest.filter(({ location_id }) => ids === undefined || ids.includes(Number(location_id))),
    );
  });

  it.each(all.filter(([, { error }]) => error !== undefined))('%s', async (_, tried) => {
    [fault, lists] = [tried, 0];

    const { error } = await run.extract(server.url, { pageSize: PAGE_SIZE });

    expect(error).toMatchObject({ name: tried.error, message: expect.stringMatching(tried.says ?? /^$/) });
    expectSentence(error?.message ?? '');
    expect(await run.rows()).toEqual([]);
    fault = undefined;
    await run.extract(server.url, { pageSize: PAGE_SIZE });
    expect(await run.rows()).toEqual(honest);
  });
});
