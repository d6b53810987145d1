import * as z from 'zod';
import { HOUR_MS } from '../../lambdas/shared/domain/window';
import { toFlagElement, toHourElement } from './hour-element';
import { createQuota } from './quota';
import { locationsIn, type ReplayData, recordedData } from './recorded-data';

/** What of a request decides its answer. */
interface Question {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly apiKey: string;
}

/** What the server sends back; headers beside date, server and length. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Answers a request: the recorded API, or whatever else is put before it. */
export type Respond = (question: Question) => Answer;

interface RecordedApiOptions {
  /** The one key that is accepted. @default - any key that is not empty */
  readonly apiKey?: string;
  /** Requests allowed in a minute. @default 60, as the API */
  readonly requestsPerMinute?: number;
  /** Milliseconds since the epoch; decides when the limit resets. @default Date.now */
  readonly now?: () => number;
  /** @default - the recording */
  readonly data?: ReplayData;
}

const HEADERS = {
  'content-type': 'application/json',
  'cache-control': 'public, max-age=900',
  vary: 'Accept-Encoding',
};

const json = (status: number, body: unknown, headers: Answer['headers'] = {}): Answer => ({
  status,
  headers: { ...HEADERS, ...headers },
  body: JSON.stringify(body),
});

/** Of the web application firewall, which stands before the application: a `message`, not to be cached. */
const NO_KEY: Answer = {
  status: 401,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ message: 'Unauthorized. A valid API key must be provided in the X-API-Key header.' }),
};

const NOT_FOUND = json(404, { detail: 'Not Found' });

const paging = {
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  page: z.coerce.number().int().min(1).default(1),
};

const degrees = z.number();
const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

const locationsQuery = z.strictObject({
  bbox: z
    .string()
    .transform((text) => text.split(',').map(Number))
    .pipe(z.tuple([degrees, degrees, degrees, degrees])),
  ...paging,
});

const hoursQuery = z.strictObject({ datetime_from: instant, datetime_to: instant, ...paging });

/** `found` is a text such as ">100" for a full page, else the number of rows on THIS page, as the API has it. */
const pageOf = <T>(rows: readonly T[], { limit, page }: { limit: number; page: number }): Answer => {
  const results = rows.slice((page - 1) * limit, page * limit);
  const found = results.length === limit ? `>${limit}` : results.length;
  return json(200, { meta: { name: 'openaq-api', website: '/', page, limit, found }, results });
};

/** Answers a query of the pipeline. Any other is refused in the form of the API's validation, never answered at a venture. */
const ask = <T>(schema: z.ZodType<T>, query: URLSearchParams, answer: (parameters: T) => Answer): Answer => {
  const { data, error } = schema.safeParse(Object.fromEntries(query));
  if (error === undefined) return answer(data);
  return json(422, { detail: error.issues.map(({ path, message }) => ({ loc: ['query', ...path], msg: message })) });
};

const answerHours = (
  { sensors, hoursUntil }: ReplayData,
  sensorId: number,
  { datetime_from: from, datetime_to: to, ...page }: z.infer<typeof hoursQuery>,
) => {
  const sensor = sensors.get(sensorId);
  const asked = sensor === undefined ? [] : hoursUntil(sensorId, from, to).map((hour) => toHourElement(hour, sensor));
  return pageOf(asked, page);
};

/** Flags that touch the asked time, both ends included. */
const answerFlags = (
  { hoursUntil }: ReplayData,
  sensorId: number,
  { datetime_from: from, datetime_to: to, ...page }: z.infer<typeof hoursQuery>,
) => {
  const asked = hoursUntil(sensorId, from - 1, to + HOUR_MS).filter(({ hasFlags }) => hasFlags);
  return pageOf(
    asked.map((hour) => toFlagElement(hour, sensorId)),
    page,
  );
};

/**
 * The questions of the pipeline, answered from recorded data with the API's bodies, headers and limits:
 * `GET /v3/locations?bbox=...`, `GET /v3/sensors/{id}/hours?datetime_from=...&datetime_to=...`, which are the hours with
 * from < END <= to, and `GET /v3/sensors/{id}/flags` with the same parameters, where the publisher's word for an hour stands
 * for OpenAQ's own. A sensor without recorded hours, or that does not exist, has an empty page.
 */
export const createRecordedApi = (options: RecordedApiOptions = {}): Respond => {
  const { apiKey: onlyKey, requestsPerMinute = 60, now = Date.now, data } = options;
  const takeQuota = createQuota(requestsPerMinute, 60_000, now);

  return ({ path, query, apiKey }) => {
    const [, sensorId, topic] = /^\/v3\/sensors\/(\d+)\/(hours|flags)$/.exec(path) ?? [];
    if (apiKey === '') return NO_KEY;
    if (path !== '/v3/locations' && sensorId === undefined) return NOT_FOUND;
    if (onlyKey !== undefined && apiKey !== onlyKey) return json(401, { detail: 'Invalid credentials' });
    const { isGranted, headers } = takeQuota();
    if (!isGranted) return json(429, { detail: 'Too many requests' }, headers);
    const answer =
      sensorId === undefined
        ? ask(locationsQuery, query, ({ bbox, ...page }) => pageOf(locationsIn(bbox, data), page))
        : ask(hoursQuery, query, (parameters) =>
            (topic === 'hours' ? answerHours : answerFlags)(data ?? recordedData(), Number(sensorId), parameters),
          );
    return answer.status === 200 ? { ...answer, headers: { ...answer.headers, ...headers } } : answer;
  };
};
