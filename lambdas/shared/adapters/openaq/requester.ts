import { InvalidApiKeyError, OpenAqRateLimitedError, OpenAqUnavailableError } from '../../errors/openaq-errors';
import { exchange } from './exchange';
import { createPacer, resetMs, type Timing } from './pacer';
import { readErrorBody, shorten } from './read-error-body';
import { refusalOf } from './refusal';

export interface RequesterOptions extends Timing {
  /** Scheme and host, such as `https://api.openaq.org`. */
  readonly apiUrl: string;
  readonly apiKey: string;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** How long one request may take, in real time. @default 30000 */
  readonly requestTimeoutMs?: number | undefined;
}

/** The API's JSON, or its statement (408) that the query takes too long: the same query times out again. */
export type Reply = { readonly kind: 'answered'; readonly json: unknown } | { readonly kind: 'tooSlow' };

export interface Requester {
  /** GETs a path such as `/v3/locations?limit=1000`; throws the errors of `openaq-errors.ts`. */
  get(path: string): Promise<Reply>;
  urlOf(path: string): string;
  readonly requestCount: number;
  readonly rateLimitHitCount: number;
}

/** Tries after the first, for failures that usually pass. */
const MAX_RETRIES = 4;

/** Further tries after a 429: persisting can get the key banned. */
const MAX_RATE_LIMIT_HITS = 5;

const FIRST_BACKOFF_MS = 1_000;
const LONGEST_BACKOFF_MS = 20_000;

/** Work items that run side by side share the key: without jitter all of them would start again in the same instant. */
const RATE_LIMIT_JITTER_MS = 3_000;

const parseJson = (body: string): { readonly json: unknown } | undefined => {
  try {
    return { json: JSON.parse(body) };
  } catch {
    return undefined;
  }
};

/** The address without user, password, query and trailing slash, so that it can be shown. */
const baseOf = (apiUrl: string): string => {
  const { origin, pathname } = new URL(apiUrl);
  return `${origin}${pathname.replace(/\/+$/, '')}`;
};

const checkKey = (apiKey: string): string => {
  const key = apiKey.trim();
  // undici quotes a header that it cannot send in its error, and the header is the key.
  if (/^[\x21-\x7e]+$/.test(key)) return key;
  throw new InvalidApiKeyError(
    key === ''
      ? 'The OpenAQ API key is empty'
      : 'The OpenAQ API key holds spaces or characters that no HTTP header can carry',
  );
};

/**
 * Sends requests within the key's limits and tries again what usually passes: 429 after the reset, 5xx, broken
 * connections, time-outs and bodies that are not JSON after a backoff with full jitter.
 */
export const createRequester = (options: RequesterOptions): Requester => {
  const { random, log, requestTimeoutMs = 30_000 } = options;
  const base = baseOf(options.apiUrl);
  const apiKey = checkKey(options.apiKey);
  const pacer = createPacer(options);
  const withoutKey = (text: string): string => text.replaceAll(apiKey, '[API key]');
  const urlOf = (path: string): string => `${base}${path}`;
  let requestCount = 0;
  let rateLimitHitCount = 0;

  /** Sends once: a reply, or why and after what to try again. Throws when no other try can help. */
  const send = async (
    url: string,
  ): Promise<Reply | { retryAfterResetMs: number } | { failure: string; cause?: unknown }> => {
    requestCount += 1;
    const result = await exchange(url, apiKey, Math.ceil(Math.min(requestTimeoutMs, pacer.remainingMs())));
    if ('failure' in result) return { failure: withoutKey(result.failure), cause: result.cause };
    const { status, header, body } = result;
    if (status === 429) return { retryAfterResetMs: resetMs(header('x-ratelimit-reset')) };
    // Absent on errors; below 0 when work items that share the key ran at the same moment.
    if (Number(header('x-ratelimit-remaining') ?? 1) <= 0) pacer.block(resetMs(header('x-ratelimit-reset')));
    if (status === 408) return { kind: 'tooSlow' };
    if (status === 200) {
      const parsed = parseJson(body);
      return parsed
        ? { kind: 'answered', ...parsed }
        : { failure: `it answered 200 with a body that is not JSON: ${shorten(withoutKey(body), 80)}` };
    }
    const said = readErrorBody(withoutKey(body));
    if (status >= 500) return { failure: `it answered ${status}: ${said}` };
    throw refusalOf(status, url, said);
  };

  const get = async (path: string): Promise<Reply> => {
    const url = urlOf(path);
    for (let failures = 0, hits = 0; ; ) {
      await pacer.takeTurn();
      const outcome = await send(url);
      if ('kind' in outcome) return outcome;

      if ('retryAfterResetMs' in outcome) {
        hits += 1;
        rateLimitHitCount += 1;
        if (hits > MAX_RATE_LIMIT_HITS) {
          throw new OpenAqRateLimitedError(
            `OpenAQ answered 429 to GET ${url} ${hits} times, although each try waited for the reset; is the key used elsewhere at the same time?`,
          );
        }
        pacer.block(outcome.retryAfterResetMs + random() * RATE_LIMIT_JITTER_MS);
        continue;
      }

      const { failure, cause } = outcome;
      const backoffMs = random() * Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** failures);
      failures += 1;
      log?.warn('OpenAQ request failed', { url, failure, tries: failures });
      if (failures > MAX_RETRIES || !(await pacer.sleepUntil(options.now() + backoffMs))) {
        throw new OpenAqUnavailableError(
          `OpenAQ is not available: GET ${url} failed ${failures} times, at last because ${failure}; check the API URL and the network, or try later`,
          { cause },
        );
      }
    }
  };

  return {
    get,
    urlOf,
    get requestCount() {
      return requestCount;
    },
    get rateLimitHitCount() {
      return rateLimitHitCount;
    },
  };
};
