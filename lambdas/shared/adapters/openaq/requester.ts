import type { RequestCounts } from '../../domain/air-quality-source';
import { TransientError } from '../../domain/errors';
import { parseJson } from '../../domain/json';
import { oneLine } from '../../domain/plain-text';
import { baseOf, checkKey } from './endpoint';
import { exchange } from './exchange';
import { createPacer, resetMs, type Timing } from './pacer';
import { readErrorBody } from './read-error-body';
import { createRedact, createRedactData, type Redact, redactError, redactLog } from './redaction';
import { refusalOf } from './refusal';
import { retryAfterMs } from './retry-after';

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
type Reply = { readonly kind: 'answered'; readonly json: unknown } | { readonly kind: 'tooSlow' };

export interface Requester {
  /** GETs a path such as `/v3/locations?limit=1000`; throws the errors of `domain/errors.ts`. */
  get(path: string): Promise<Reply>;
  /** The whole address of a path, for a message. */
  urlOf(path: string): string;
  /** Takes the API key out of a text: whatever leaves the client passes through it. */
  readonly redact: Redact;
  readonly counts: RequestCounts;
}

/** Tries after the first, for failures that usually pass. */
const MAX_RETRIES = 4;

/** Further tries after a 429: persisting can get the key banned. */
const MAX_RATE_LIMIT_HITS = 5;

const FIRST_BACKOFF_MS = 1_000;
const LONGEST_BACKOFF_MS = 20_000;

/** Work items that run side by side share the key: without jitter all of them would start again in the same instant. */
const RATE_LIMIT_JITTER_MS = 3_000;

/** Why a request has to be sent again, and what the answer says about when. */
type Setback =
  | { readonly kind: 'rateLimited'; readonly waitMs: number }
  | {
      readonly kind: 'failed';
      readonly failure: string;
      readonly waitMs?: number | undefined;
      readonly cause?: unknown;
    };

/**
 * Sends requests within the key's limits and tries again what usually passes: 429 after the reset, and after a backoff
 * with full jitter 5xx, broken connections, time-outs, and successes without JSON. `Retry-After` is obeyed on all of them:
 * when it ends after the deadline the client gives up at once, and the workflow waits instead.
 */
export const createRequester = (options: RequesterOptions): Requester => {
  const { now, random, requestTimeoutMs = 30_000 } = options;
  const base = baseOf(options.apiUrl);
  const apiKey = checkKey(options.apiKey);
  const redact = createRedact(apiKey);
  const redactData = createRedactData(apiKey);
  const log = options.log && redactLog(options.log, redact);
  const pacer = createPacer({ ...options, log });
  const counts = { requests: 0, rateLimitHits: 0 };

  /** Sends once, in its turn: a reply, or why to try again. Throws when no other try can help. */
  const send = async (url: string): Promise<Reply | Setback> => {
    const startedAtMs = await pacer.takeTurn();
    counts.requests += 1;
    const result = await exchange(url, apiKey, Math.ceil(Math.min(requestTimeoutMs, pacer.remainingMs())));
    if ('failure' in result) {
      pacer.endTurn(startedAtMs, undefined);
      return { kind: 'failed', ...result };
    }
    const { status, header } = result;
    pacer.endTurn(startedAtMs, header);
    const resetHeader = header('x-ratelimit-reset');
    const waitMs = retryAfterMs(header('retry-after'), now());
    if (status === 429) {
      const toResetMs = waitMs !== undefined && resetHeader === null ? 0 : resetMs(resetHeader);
      return { kind: 'rateLimited', waitMs: Math.max(toResetMs, waitMs ?? 0) };
    }
    if (status === 408) {
      if (waitMs !== undefined) pacer.block(waitMs, 'outage');
      return { kind: 'tooSlow' };
    }
    if (status === 200) {
      const json = parseJson(redactData(result.body));
      if (json !== undefined) return { kind: 'answered', json };
      const said = result.body.trim() === '' ? 'an empty body' : `a body that is not JSON: ${result.body}`;
      return { kind: 'failed', failure: `it answered 200 with ${oneLine(redact(said), 110)}`, waitMs };
    }
    const said = readErrorBody(redact(result.body));
    const usuallyPasses = status >= 500 || status < 300;
    if (usuallyPasses) return { kind: 'failed', failure: `it answered ${status}: ${said}`, waitMs };
    const refusal = refusalOf(status, redact(url), said);
    // A key that is refused, or blocked, is not sent again by those who wait. What else is refused is this question alone.
    if (status === 401 || status === 403) pacer.end(refusal);
    throw refusal;
  };

  const noteRateLimit = (url: string, waitMs: number, hits: number): void => {
    counts.rateLimitHits += 1;
    if (hits > MAX_RATE_LIMIT_HITS) {
      throw new TransientError(
        'OpenAqRateLimitedError',
        `OpenAQ answered 429 to GET ${redact(url)} ${hits} times, although each try waited for the reset; is the key used elsewhere at the same time?`,
      );
    }
    pacer.block(waitMs + random() * RATE_LIMIT_JITTER_MS, 'rateLimit');
  };

  /** Waits for the next try, or throws when there is none or it would come too late. */
  const noteFailure = async (url: string, setback: Setback & { kind: 'failed' }, failures: number): Promise<void> => {
    const { waitMs, cause } = setback;
    const asksToWait = waitMs === undefined ? '' : ` (it asks to wait ${Math.ceil(waitMs / 1_000)} s)`;
    const failure = redact(`${setback.failure}${asksToWait}`);
    log?.warn('OpenAQ request failed', { url, failure, tries: failures });
    const backoffMs = random() * Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (failures - 1));
    if (waitMs !== undefined) pacer.block(waitMs, 'outage');
    if (failures <= MAX_RETRIES && (await pacer.sleepUntil(now() + (waitMs ?? 0) + backoffMs))) return;
    throw new TransientError(
      'OpenAqUnavailableError',
      `OpenAQ is not available: GET ${redact(url)} failed ${failures} times, at last because ${failure}; check the API URL and the network, or try later`,
      { cause: redactError(cause, redact) },
    );
  };

  return {
    get: async (path) => {
      const url = `${base}${path}`;
      for (let failures = 0, hits = 0; ; ) {
        const outcome = await send(url);
        if (outcome.kind === 'rateLimited') noteRateLimit(url, outcome.waitMs, ++hits);
        else if (outcome.kind === 'failed') await noteFailure(url, outcome, ++failures);
        else return outcome;
      }
    },
    urlOf: (path) => redact(`${base}${path}`),
    redact,
    counts,
  };
};
