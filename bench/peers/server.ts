/**
 * Serves a synthetic world as OpenAQ does, over TLS, for one program of the comparison. Prints one line of JSON when it
 * listens (`url`, `hours` that are to be had, `minimumRequests`), the line `mark` when it has had so many requests, and
 * one line of counts when its standard input ends.
 *
 * Usage: `node --require tsx/cjs bench/peers/server.ts '{"stations": 10, ...}'`, see `Options`
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOUR_MS } from '../../lambdas/shared/domain/window';
import { createQuota } from '../../local/openaq-replay/quota';
import { type Answer, createRecordedApi, type Respond } from '../../local/openaq-replay/recorded-api';
import { startReplayServer } from '../../local/openaq-replay/server';
import { seeded } from '../../test/support/seeded';
import { days, from } from './week.json';
import { createWorld } from './world';

interface Options {
  /** Stations of each of the two cities. */
  readonly stations: number;
  /** Where the key and the certificate are, and the truth is written. */
  readonly folder: string;
  /** Requests allowed in a period. @default - as many as anybody asks */
  readonly limit?: { readonly requests: number; readonly seconds: number };
  /** Faults that a quarter of the answers has, in turn drawn from a seed. @default - none */
  readonly faults?: readonly ('503' | 'html')[];
  /** After how many requests it says so. */
  readonly mark?: number;
}

/** The share of faulty answers. */
const FAULTY = 0.25;
/** Among 300 draws of it a quarter is faulty, and never more than three in a row: whoever tries four times gets through. */
const SEED = 24;

const FAULTS: Record<'503' | 'html', Answer> = {
  '503': { status: 503, headers: { 'content-type': 'text/plain' }, body: 'Service Unavailable' },
  html: { status: 200, headers: { 'content-type': 'text/html' }, body: '<html><body>Please wait</body></html>' },
};

const LIMITED: Answer = {
  status: 429,
  headers: { 'content-type': 'application/json' },
  body: '{"detail":"Too many requests"}',
};

const options = JSON.parse(process.argv[2] ?? '') as Options;
const { stations, folder, limit = { requests: 1_000_000, seconds: 60 }, faults = [], mark } = options;
const { data, truth } = createWorld(stations, Date.parse(from), days * 24);
const api = createRecordedApi({ data, requestsPerMinute: Number.POSITIVE_INFINITY });
const takeQuota = createQuota(limit.requests, limit.seconds * 1_000, Date.now);
const random = seeded(SEED);
const counts = { requests: 0, limited: 0, faulty: 0 };

/** Answers are made once, so that a slow server does not hide what the programs take. */
const answers = new Map<string, Answer>();

const respond: Respond = (question) => {
  counts.requests += 1;
  if (counts.requests === mark) process.stdout.write('mark\n');
  const quota = takeQuota();
  if (!quota.isGranted) {
    counts.limited += 1;
    return { ...LIMITED, headers: { ...LIMITED.headers, ...quota.headers } };
  }
  const fault = faults[Math.floor(random() * (faults.length / FAULTY))];
  if (fault !== undefined) {
    counts.faulty += 1;
    return FAULTS[fault];
  }
  const asked = `${question.path}?${question.query}`;
  const answer = answers.get(asked) ?? api(question);
  answers.set(asked, answer);
  return { ...answer, headers: { ...answer.headers, ...quota.headers } };
};

const main = async (): Promise<void> => {
  const [key, cert] = ['key.pem', 'certificate.pem'].map((file) => readFileSync(join(folder, file), 'utf8'));
  const server = await startReplayServer(respond, { key: key ?? '', cert: cert ?? '' });
  writeFileSync(
    join(folder, `truth-${stations}.json`),
    JSON.stringify({ startMs: Date.parse(from), hourMs: HOUR_MS, truth }),
  );
  const hours = truth.reduce((sum, { values }) => sum + values.length, 0);
  process.stdout.write(`${JSON.stringify({ url: server.url, hours, minimumRequests: 2 + truth.length })}\n`);
  process.stdin.resume().once('end', async () => {
    await server.close();
    process.stdout.write(`${JSON.stringify(counts)}\n`);
  });
};

main();
