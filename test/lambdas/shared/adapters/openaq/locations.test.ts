import { locationElement } from '../../../../support/fake-openaq';
import { jsonResponse, startTestServer, type TestServer } from '../../../../support/http-server';
import { openClient } from '../../../../support/openaq-client';

const HANOI = [105.28, 20.56, 106.02, 21.39] as [number, number, number, number];
const URL_OF_LIST = '/v3/locations?bbox=105.28,20.56,106.02,21.39';
const PAGE_SIZE = 2;

describe('the list of locations, two on a page', () => {
  let server: TestServer;
  afterEach(() => server.close());

  /** An API whose list is each of these in turn when its first page is asked for, the last from then on. */
  const read = async (...lists: readonly number[][]) => {
    let reading = -1;
    server = await startTestServer(({ url }) => {
      const page = Number(url.searchParams.get('page') ?? 1);
      if (page === 1) reading += 1;
      const list = lists[Math.min(reading, lists.length - 1)] ?? [];
      const ids = list.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
      return jsonResponse(200, { results: ids.map(locationElement) });
    });
    const locations = await openClient(server.url, { pageSize: PAGE_SIZE }).client.locations(HANOI);
    return { ids: locations.map(({ id }) => id), requests: server.requests.length };
  };

  it('is read once when it has one page', async () => {
    expect(await read([7])).toEqual({ ids: [7], requests: 1 });
  });

  it('is read twice when it fills a page, since the next one may have begun with another', async () => {
    expect(await read([7, 8])).toEqual({ ids: [7, 8], requests: 4 });
  });

  it('is read until two readings agree, in whatever order', async () => {
    expect(await read([7, 8, 8], [7, 8, 9], [9, 7, 8])).toEqual({ ids: [9, 7, 8], requests: 6 });
  });

  it('is given up, for another try later, when no two of five readings agree', async () => {
    const changing = Array.from({ length: 6 }, (_, nth) => [1, 2, 10 + nth]);

    const error = await read(...changing).catch((reason: Error) => reason);

    expect(error).toMatchObject({
      name: 'OpenAqUnavailableError',
      message: `OpenAQ listed other locations at each of 5 readings of GET ${server.url}${URL_OF_LIST}: try later, when its list has come to rest`,
    });
    expect(server.requests).toHaveLength(10);
  });

  it('ends with what to do when the API takes too long over it', async () => {
    server = await startTestServer(() => jsonResponse(408, { detail: 'Connection timed out' }));

    await expect(openClient(server.url).client.locations(HANOI)).rejects.toMatchObject({
      name: 'OpenAqQueryTooSlowError',
      message: `OpenAQ answered 408 to GET ${server.url}${URL_OF_LIST}: choose a smaller bounding box for this city`,
    });
    expect(server.requests).toHaveLength(1);
  });
});
