import { jsonResponse, startTestServer, type TestResponse, type TestServer } from '../../../../support/http-server';
import { API_KEY, openClient } from '../../../../support/openaq-client';

const DAY = { start: '2018-12-05T00:00:00Z', end: '2018-12-06T00:00:00Z' };

const text = (status: number, body: string): TestResponse => ({ status, body });

const REFUSALS: [string, TestResponse, string, string][] = [
  [
    '401 of the firewall',
    jsonResponse(401, { message: 'Unauthorized. A valid API key must be provided in the X-API-Key header.' }),
    'InvalidApiKeyError',
    'answered 401 to GET {url}: Unauthorized. A valid API key must be provided in the X-API-Key header. (check the OpenAQ API key',
  ],
  [
    '401 of the application',
    jsonResponse(401, { detail: 'Invalid credentials' }),
    'InvalidApiKeyError',
    'answered 401 to GET {url}: Invalid credentials (check the OpenAQ API key',
  ],
  [
    '403',
    jsonResponse(403, { message: 'Forbidden. violation of rate limit policy. Contact dev@openaq.org' }),
    'OpenAqRequestRefusedError',
    'answered 403 to GET {url}: Forbidden. violation of rate limit policy. Contact dev@openaq.org (OpenAQ has blocked this key',
  ],
  [
    '404',
    jsonResponse(404, { detail: 'Not Found' }),
    'OpenAqRequestRefusedError',
    'answered 404 to GET {url}: Not Found (check that the API URL has no path',
  ],
  [
    '405',
    jsonResponse(405, { detail: 'Method Not Allowed' }),
    'OpenAqRequestRefusedError',
    'answered 405 to GET {url}: Method Not Allowed (the API has changed',
  ],
  [
    '410',
    jsonResponse(410, { message: 'Gone. Version 1 and Version 2 API endpoints are retired.' }),
    'OpenAqRequestRefusedError',
    'answered 410 to GET {url}: Gone. Version 1 and Version 2 API endpoints are retired. (the API has changed',
  ],
  [
    '422 with a list of problems',
    jsonResponse(422, {
      detail: [{ type: 'x', loc: ['query', 'limit'], msg: 'Input should be less than 1000', input: 1001 }],
    }),
    'OpenAqRequestRefusedError',
    "answered 422 to GET {url}: query.limit: Input should be less than 1000 (check the request: the city's bounding box",
  ],
  [
    '422 with a bare JSON string',
    jsonResponse(422, 'Date/time from must be older than the date/time to. User passed a - b'),
    'OpenAqRequestRefusedError',
    'answered 422 to GET {url}: Date/time from must be older than the date/time to. User passed a - b (check',
  ],
  [
    '300 without a choice',
    text(300, 'Multiple Choices'),
    'OpenAqRequestRefusedError',
    'answered 300 to GET {url}: Multiple Choices (',
  ],
  [
    '418 in plain text',
    text(418, "I'm a teapot"),
    'OpenAqRequestRefusedError',
    "answered 418 to GET {url}: I'm a teapot (the request must change: sending it again gives the same answer)",
  ],
  ['400 with no body', text(400, ''), 'OpenAqRequestRefusedError', 'answered 400 to GET {url}: an empty body ('],
];

describe('refusals of OpenAQ', () => {
  let server: TestServer | undefined;
  afterEach(async () => {
    await server?.close();
  });

  it.each(REFUSALS)('turns %s into one readable error, at once', async (_, response, name, message) => {
    server = await startTestServer(() => response);
    const { client } = openClient(server.url);
    const url = `${server.url}/v3/sensors/1/hours?datetime_from=${DAY.start}&datetime_to=2018-12-06T00:59:59Z&limit=1000`;

    await expect(client.hours(1, DAY)).rejects.toMatchObject({
      name,
      message: expect.stringContaining(message.replace('{url}', url)),
    });
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    [401, 1],
    [403, 1],
    [404, 2],
  ])('sends after %i, in all, %i of two questions: a key that is refused is not sent again', async (status, sent) => {
    server = await startTestServer(() => jsonResponse(status, { message: 'No' }));
    const { client } = openClient(server.url);

    const [first, second] = await Promise.allSettled([client.hours(1, DAY), client.hours(2, DAY)]);

    expect(first).toMatchObject({ status: 'rejected', reason: { message: expect.stringContaining(`${status}`) } });
    expect(second).toMatchObject({ status: 'rejected', reason: { message: expect.stringContaining(`${status}`) } });
    expect(server.requests).toHaveLength(sent);
  });

  it.each([
    ['a refusal', text(400, `unknown key ${API_KEY}`)],
    ['a refusal whose text is cut in the middle of the key', text(400, `${'x'.repeat(250)} ${API_KEY}`)],
    ['a failure', text(500, `unknown key ${API_KEY}`)],
    ['a body that is not JSON', text(200, `hello ${API_KEY}`)],
  ])('keeps the key out of message, cause and log when the API echoes it in %s', async (_, response) => {
    server = await startTestServer(() => response);
    const { client, logged } = openClient(server.url);

    const error = await client.hours(1, DAY).catch((reason: Error) => reason);

    expect(error).toBeInstanceOf(Error);
    const { message, stack, cause } = error as Error;
    expect(JSON.stringify([message, stack, String(cause), logged])).not.toContain(API_KEY.slice(0, 16));
  });

  it('says what the API says without what would steer a terminal', async () => {
    server = await startTestServer(() => jsonResponse(400, { detail: 'bad \u001b[2J\u0007\u009b31m\u202equery' }));

    await expect(openClient(server.url).client.hours(1, DAY)).rejects.toThrow(': bad [2J31mquery (');
  });

  it.each([
    ['is empty', '', 'The OpenAQ API key is empty'],
    ['is blank', ' \n', 'The OpenAQ API key is empty'],
    ['cannot be sent in a header', 'key\nwith a line break', 'no HTTP header can carry'],
    ['holds letters outside ASCII', 'schlüssel', 'no HTTP header can carry'],
  ])('refuses a key that %s before any request, without showing it', (_, apiKey, message) => {
    let error: unknown;
    try {
      openClient('http://placeholder.invalid', { apiKey });
    } catch (reason) {
      error = reason;
    }

    expect(error).toMatchObject({ name: 'InvalidApiKeyError', message: expect.stringContaining(message) });
    if (apiKey.trim() !== '') expect((error as Error).message).not.toContain(apiKey);
  });

  it('sends a key without the line break that a secret often ends with', async () => {
    server = await startTestServer(() => jsonResponse(200, { results: [] }));

    await openClient(server.url, { apiKey: `${API_KEY}\n` }).client.hours(1, DAY);

    expect(server.requests[0]?.headers['x-api-key']).toBe(API_KEY);
  });
});
