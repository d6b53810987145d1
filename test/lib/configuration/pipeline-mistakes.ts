import { type MistakesAt, NOT_NUMBERS, NOT_TEXTS } from './mistakes-at';

/** The pipeline itself: its name and region, what it asks of OpenAQ and how fast, its alerts and its schedule. */
export const PIPELINE_MISTAKES: readonly MistakesAt[] = [
  {
    path: 'name',
    expected: 'a name of 2 to 40',
    values: [...NOT_TEXTS, '', 'a', 'A', '1a', 'a-', 'a_b', 'a b', 'x'.repeat(41)],
  },
  {
    path: 'region',
    expected: 'an AWS region',
    values: [
      ...NOT_TEXTS,
      '',
      'ap-southeast',
      'ap-southeast-1a',
      'us-esat-1',
      'xx-nowhere-1',
      'AP-SOUTHEAST-1',
      'singapore',
    ],
  },
  {
    path: 'lookbackHours',
    expected: 'a whole number of hours, from 1 to 8784',
    values: [...NOT_NUMBERS, 0, -1, 1.5, 8785],
  },
  {
    path: 'maxBackfillDays',
    expected: 'a whole number of days, from 1 to 3660',
    values: [...NOT_NUMBERS, 0, -1, 0.5, 3661],
  },
  { path: 'extractConcurrency', expected: 'a whole number of work items', values: [...NOT_NUMBERS, 0, 41] },
  { path: 'requestsPerHour', expected: 'a whole number of requests', values: [...NOT_NUMBERS, 0, 1_000_001] },
  { path: 'sensorsPerCity', expected: 'a whole number of sensors', values: [...NOT_NUMBERS, 0, 10_001] },
  { path: 'minExpectedRows', expected: 'a whole number of rows', values: [...NOT_NUMBERS, -1, 1e10] },
  { path: 'logLevel', expected: 'one of "debug", "info", "warn", "error"', values: [...NOT_TEXTS, 'INFO', 'trace'] },
  { path: 'reserveConcurrency', expected: 'true or false', values: [null, 'true', 1] },
  {
    path: 'openaqApiUrl',
    expected: 'an https address',
    values: [
      ...NOT_TEXTS,
      '',
      'api.openaq.org',
      'http://api.openaq.org',
      'ftp://api.openaq.org',
      'https://',
      'https:api',
      ' https://a.org',
      'https://a b.org',
    ],
  },
  {
    path: 'openaqApiUrl',
    expected: 'without user and password',
    values: ['https://me:secret@api.openaq.org', 'https://me@api.openaq.org', 'https://:secret@api.openaq.org'],
  },
  {
    path: 'openaqApiUrl',
    expected: 'without a query',
    values: ['https://api.openaq.org?key=1', 'https://api.openaq.org/?'],
  },
  {
    path: 'openaqApiUrl',
    expected: 'without a fragment',
    values: ['https://api.openaq.org#top', 'https://api.openaq.org/#'],
  },
  {
    path: 'openaqApiUrl',
    expected: 'without a path',
    values: ['https://api.openaq.org/v3', 'https://api.openaq.org/v3/', 'https://a.org//'],
  },
  {
    path: 'alerts.runbookUrl',
    expected: 'an https address',
    values: [...NOT_TEXTS, '', 'http://example.org', 'runbook.md'],
  },
  { path: 'alerts.runbookUrl', expected: 'without a fragment', values: ['https://example.org/runbook.md#top'] },
  { path: 'alerts.runbookUrl', expected: 'without user and password', values: ['https://a:b@example.org/runbook.md'] },
  {
    path: 'alerts.email',
    expected: 'an e-mail address',
    values: [...NOT_TEXTS, '', 'a', 'a@', '@b.org', 'a b@c.org', 'a@b'],
  },
  { path: 'alerts.maxRejectedPercent', expected: 'a whole number of percent', values: [-1, 101, '5', 0.5] },
  { path: 'alerts.monthlyBudgetUsd', expected: 'a whole number of US dollars', values: [0, -5, 1.5, '600'] },
  {
    path: 'schedule.time',
    expected: 'a time of day',
    values: [...NOT_TEXTS, '', '1:30', '24:00', '01:60', '01:30:00', '1am'],
  },
  {
    path: 'schedule.timeZone',
    expected: 'an IANA time zone',
    values: [...NOT_TEXTS, '', 'Hanoi', 'Asia/Hanoi ', 'UTC+25'],
  },
];
