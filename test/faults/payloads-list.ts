import { HANOI } from '../support/air-quality';
import type { Tried } from './tried';

/** A work item that no plan makes. */
export interface WrongPayload extends Tried {
  readonly payload: unknown;
  readonly says: RegExp;
}

const ITEM = {
  runId: 'run-1',
  city: HANOI,
  window: { start: '2024-01-15T00:00:00Z', end: '2024-01-17T00:00:00Z' },
  minRequestIntervalMs: 0,
};

const wrong = (what: string, change: object, says: RegExp): WrongPayload => ({
  where: 'the payload of Extract',
  what,
  outcome: 'InvalidPayloadError, which names the value and what is expected; nothing written',
  payload: { ...ITEM, ...change },
  says,
});

const named = (name: string) => ({ city: { ...HANOI, name } });
const unfinished = (key: string) => ({ progress: { key, sensors: 1, rounds: 1 } });

export const PAYLOADS: readonly WrongPayload[] = [
  wrong('a city that is a path', named('../../etc'), /city\.name: a name of 1 to 63 letters.*got "\.\.\/\.\.\/etc"/),
  wrong('a city with a slash', named('Ha/noi'), /city\.name: a name of .*got "Ha\/noi"/),
  wrong('a city of dots', named('..'), /city\.name: a name of .*got "\.\."/),
  wrong('a city that is SQL', named("Hanoi'); drop table x; --"), /city\.name: a name of /),
  wrong('a city with a NUL', named('Hanoi\u0000'), /city\.name: a name of /),
  wrong('a run that is a path', { runId: '../run' }, /runId: expected 1 to 100 letters.*got "\.\.\/run"/),
  wrong('a run that is SQL', { runId: "x'; drop table" }, /runId: expected 1 to 100 letters/),
  wrong('a rival that is a path', { rivals: [{ ...HANOI, name: '../x' }] }, /rivals\.0\.name: a name of /),
  wrong(
    'an unfinished item that is a path',
    unfinished('../../../etc/passwd'),
    /progress\.key: expected the key of an/,
  ),
  wrong('one that climbs', unfinished('temp/extractions/../../x.json.gz'), /progress\.key: expected the key of an/),
  wrong('no window', { window: undefined }, /window: .*got nothing/),
  wrong(
    'hours as a window',
    { window: { start: '2024-01-15T01:00:00Z', end: '2024-01-16T00:00:00Z' } },
    /whole UTC day/,
  ),
  wrong(
    'an empty window',
    { window: { start: ITEM.window.end, end: ITEM.window.end } },
    /window: expected start < end/,
  ),
  wrong('a negative pace', { minRequestIntervalMs: -1 }, /minRequestIntervalMs: .*got -1/),
];
