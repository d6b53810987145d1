/** What the server sends back; headers beside date, server and length. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Paging {
  readonly limit: number;
  readonly page: number;
}

/** The application answers every GET below 500 with these, errors too. */
const APPLICATION_HEADERS = {
  'content-type': 'application/json',
  'cache-control': 'public, max-age=900',
  vary: 'Accept-Encoding',
};

export const json = (status: number, body: unknown): Answer => ({
  status,
  headers: APPLICATION_HEADERS,
  body: JSON.stringify(body),
});

/** Answers of the web application firewall, which stands before the application: a `message`, not to be cached. */
const firewall = (status: number, message: string): Answer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ message }),
});

export const NO_KEY = firewall(401, 'Unauthorized. A valid API key must be provided in the X-API-Key header.');

export const GONE = firewall(
  410,
  'Gone. Version 1 and Version 2 API endpoints are retired and no longer available. Please migrate to Version 3 endpoints.',
);

export const WRONG_KEY = json(401, { detail: 'Invalid credentials' });
export const NOT_FOUND = json(404, { detail: 'Not Found' });
export const TOO_MANY_REQUESTS = json(429, { detail: 'Too many requests' });

export const METHOD_NOT_ALLOWED: Answer = {
  status: 405,
  headers: { 'content-type': 'application/json', vary: 'Accept-Encoding' },
  body: JSON.stringify({ detail: 'Method Not Allowed' }),
};

/** The API's program fails on several mistakes of the caller, such as a latitude above 90: seen with this very text. */
export const SERVER_FAILURE: Answer = {
  status: 500,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: 'Internal Server Error',
};

/** Something that the API has and this replay has not: said openly, in a status that the API does not use. */
export const notReplayed = (what: string): Answer =>
  json(501, {
    detail: `The replay has no ${what}; it has /v3/locations (bbox, coordinates and radius, iso, limit, page), /v3/locations/{id} and /v3/sensors/{id}/hours`,
  });

/**
 * One page of rows in the API's envelope. `found` is a text such as ">100" for a full page, else the number of rows on
 * THIS page, as the API has it.
 */
export const pageOf = <T>(
  rows: readonly T[],
  { limit, page }: Paging,
  toElement: (row: T) => unknown = (row) => row,
): Answer => {
  const results = rows.slice((page - 1) * limit, page * limit).map(toElement);
  const found = results.length === limit ? `>${limit}` : results.length;
  return json(200, { meta: { name: 'openaq-api', website: '/', page, limit, found }, results });
};
