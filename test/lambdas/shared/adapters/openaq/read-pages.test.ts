import { hourElement } from '../../../../support/fake-openaq';
import { jsonResponse, startTestServer, type TestServer } from '../../../../support/http-server';
import { openClient } from '../../../../support/openaq-client';

const DAY = { start: '2018-12-05T00:00:00Z', end: '2018-12-06T00:00:00Z' };
const QUERY = '/v3/sensors/1/hours?datetime_from=2018-12-05T00:00:00Z&datetime_to=2018-12-06T00:59:59Z';

describe('pages of an API that no longer pages as expected', () => {
  let server: TestServer;
  afterEach(() => server.close());

  const read = async (body: object, pageSize: number) => {
    server = await startTestServer(() => jsonResponse(200, body));
    return openClient(server.url, { pageSize })
      .client.hours(1, DAY)
      .catch((error: Error) => error);
  };

  it('are given up when fifty are full', async () => {
    expect(await read({ results: [hourElement(Date.parse(DAY.end), 1)] }, 1)).toMatchObject({
      name: 'OpenAqSchemaChangedError',
      message: `GET ${server.url}${QUERY} is still full after 50 pages: the API no longer pages as expected`,
    });
    expect(server.requests).toHaveLength(50);
  });

  it('are refused when the API says that it gives fewer rows than were asked for', async () => {
    expect(await read({ meta: { limit: 5 }, results: [] }, 10)).toMatchObject({
      name: 'OpenAqSchemaChangedError',
      message: `GET ${server.url}${QUERY}&limit=10 gave at most 5 rows on a page, not the 10 that were asked for: a short page would pass for the last`,
    });
  });

  it('are taken when the API says that it gives as many, or more', async () => {
    expect(await read({ meta: { limit: 10 }, results: [] }, 10)).toEqual([]);
  });

  it('are refused with the mistakes of the schema as the cause when a field is missing', async () => {
    expect(await read({ rows: [] }, 10)).toMatchObject({
      name: 'OpenAqSchemaChangedError',
      message: `Answer to GET ${server.url}${QUERY}&limit=10 is not as expected: results: Invalid input: expected array (got nothing)`,
      cause: { name: 'ZodError', message: expect.stringContaining('results') },
    });
  });
});
