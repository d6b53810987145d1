import { TerminalError } from '../../domain/errors';

const NEW_CLIENT = 'the API has changed and this client must follow: see https://docs.openaq.org';

/** What a person does about a status. */
const REMEDIES: Readonly<Record<number, string>> = {
  401: 'check the OpenAQ API key; get one at https://explore.openaq.org/register',
  403: 'OpenAQ has blocked this key or address; stop the schedule and write to dev@openaq.org',
  404: 'check that the API URL has no path, such as https://api.openaq.org, and that the id exists',
  405: NEW_CLIENT,
  410: NEW_CLIENT,
  422: "check the request: the city's bounding box as [west, south, east, north], the window's start before its end",
};

/** The error for a status that no retry mends. `said` is the API's own text. */
export const refusalOf = (status: number, url: string, said: string): TerminalError => {
  const remedy = REMEDIES[status] ?? 'the request must change: sending it again gives the same answer';
  const message = `OpenAQ answered ${status} to GET ${url}: ${said} (${remedy})`;
  return new TerminalError(status === 401 ? 'InvalidApiKeyError' : 'OpenAqRequestRefusedError', message);
};
