import fc from 'fast-check';
import { createPacer } from '../../../../../lambdas/shared/adapters/openaq/pacer';
import { createFastClock } from '../../../../support/fast-clock';

/** A key's limit: requests of a period, which begins with the first. */
interface Limit {
  readonly requests: number;
  readonly seconds: number;
}

const limits = fc.record({ requests: fc.integer({ min: 1, max: 40 }), seconds: fc.integer({ min: 2, max: 120 }) });

/** Milliseconds that each request takes, and whether its answer has headers: errors of the API have none. */
const requests = fc.array(fc.record({ ms: fc.integer({ min: 0, max: 5_000 }), tells: fc.boolean() }), {
  minLength: 1,
  maxLength: 60,
});

describe('laws of the pacer, of one client with many requests under way', () => {
  const clock = createFastClock(() => true);
  afterAll(() => clock.stop());

  /** Starts all requests at once; gives their starts, by the order in which they were asked for, and those above the limit. */
  const startAll = async (
    { requests: most, seconds }: Limit,
    asked: readonly { ms: number; tells: boolean }[],
    minRequestIntervalMs: number,
  ) => {
    const pacer = createPacer({ ...clock, minRequestIntervalMs });
    let [used, endsAtMs] = [0, Number.NEGATIVE_INFINITY];
    let above = 0;
    const startedAt: number[] = [];
    await Promise.all(
      asked.map(async ({ ms, tells }, index) => {
        const startMs = await pacer.takeTurn();
        startedAt[index] = startMs;
        if (startMs >= endsAtMs) [used, endsAtMs] = [0, startMs + seconds * 1_000];
        used += 1;
        if (used > most) above += 1;
        const headers: Record<string, string> = {
          'x-ratelimit-remaining': String(Math.max(0, most - used)),
          'x-ratelimit-reset': String(Math.round((endsAtMs - startMs) / 1_000)),
        };
        // Whoever is not told that a period began cannot know what is left of it.
        const isTold = tells || used === 1;
        await clock.sleep(ms);
        pacer.endTurn(startMs, isTold ? (name) => headers[name] ?? null : undefined);
      }),
    );
    return { startedAt, above };
  };

  it('no period of the limit has more starts than it grants', () =>
    fc.assert(
      fc.asyncProperty(limits, requests, async (limit, asked) => {
        expect((await startAll(limit, asked, 0)).above).toBe(0);
      }),
      { numRuns: 100 },
    ));

  it('nothing of the limit is left unused: the periods are as few as they can be', () =>
    fc.assert(
      fc.asyncProperty(limits, requests, async (limit, asked) => {
        const told = asked.map(({ ms }) => ({ ms, tells: true }));

        const { startedAt } = await startAll(limit, told, 0);

        const periods = Math.ceil(asked.length / limit.requests) - 1;
        const answersMs = asked.reduce((sum, { ms }) => sum + ms, 0);
        // The reset is rounded, and one second more is waited.
        const longestMs = periods * (limit.seconds + 1.5) * 1_000 + answersMs;
        expect((startedAt.at(-1) ?? 0) - (startedAt[0] ?? 0)).toBeLessThanOrEqual(longestMs);
      }),
      { numRuns: 100 },
    ));

  it('starts come in the order in which they were asked for, the interval apart', () =>
    fc.assert(
      fc.asyncProperty(limits, requests, fc.integer({ min: 0, max: 3_000 }), async (limit, asked, intervalMs) => {
        const { startedAt } = await startAll(limit, asked, intervalMs);

        expect(startedAt).toHaveLength(asked.length);
        for (const [index, startMs] of startedAt.slice(1).entries()) {
          expect(startMs - (startedAt[index] ?? 0)).toBeGreaterThanOrEqual(intervalMs);
        }
      }),
      { numRuns: 60 },
    ));
});
