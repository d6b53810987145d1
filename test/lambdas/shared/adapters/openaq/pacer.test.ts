import { createPacer, type Timing } from '../../../../../lambdas/shared/adapters/openaq/pacer';
import { createKeptLog } from '../../../../support/kept-log';
import { createVirtualClock } from '../../../../support/virtual-clock';

/** An API that tells of no limit. */
const answered = () => null;

describe('the pacer', () => {
  const prepare = (options: Partial<Timing> = {}) => {
    const clock = createVirtualClock();
    const log = createKeptLog();
    const pacer = createPacer({ now: clock.now, sleep: clock.sleep, log, ...options });
    return { clock, lines: log.lines, pacer, turn: async () => pacer.endTurn(await pacer.takeTurn(), answered) };
  };
  const startMs = createVirtualClock().now();

  it('keeps the pace without a word', async () => {
    const { clock, lines, turn } = prepare({ minRequestIntervalMs: 4_500 });

    await turn();
    await turn();

    expect(clock.sleeps).toEqual([4_500]);
    expect(lines).toEqual([]);
  });

  it('waits for the longer of two blocks, and says why', async () => {
    const { clock, lines, pacer, turn } = prepare();

    pacer.block(10_000, 'outage');
    pacer.block(1_000, 'rateLimit');
    pacer.block(10_000, 'rateLimit');
    await turn();

    expect(clock.sleeps).toEqual([10_000]);
    expect(lines).toEqual([['warn', 'OpenAQ asks to wait: waiting as long as it says', { waitSeconds: 10 }]]);
  });

  it('gives up for the limit when the pace allows no turn before the deadline, and waits for none', async () => {
    const { clock, turn } = prepare({ minRequestIntervalMs: 4_500, deadlineMs: startMs + 4_500 });

    await turn();

    await expect(turn()).rejects.toMatchObject({
      name: 'OpenAqRateLimitedError',
      message:
        "OpenAQ's limit for this API key allows the next request in 5 s, after the deadline of this work item; it is tried again later",
    });
    expect(clock.sleeps).toEqual([]);
  });

  it('lets nothing start at the deadline', async () => {
    const { clock, turn } = prepare({ deadlineMs: startMs + 1_000 });
    await clock.sleep(1_000);

    await expect(turn()).rejects.toMatchObject({
      name: 'OpenAqUnavailableError',
      message:
        'The time of this work item is over before OpenAQ has answered all its requests; it is tried again from its start',
    });
  });

  it('says how much time is left', async () => {
    const { clock, pacer } = prepare({ deadlineMs: startMs + 1_000 });
    await clock.sleep(400);

    expect(pacer.remainingMs()).toBe(600);
  });

  it('waits for the reset that an answer told, or a minute where it told none that can be, and needs no log', async () => {
    for (const [reset, seconds] of [
      ['17', 18],
      ['0', 1],
      ['-1', 61],
      ['soon', 61],
    ] as const) {
      const { clock, pacer } = prepare({ log: undefined });
      const headers: Record<string, string> = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset };
      pacer.endTurn(await pacer.takeTurn(), (name) => headers[name] ?? null);

      await pacer.takeTurn();

      expect(clock.sleeps).toEqual([seconds * 1_000]);
    }
  });

  it('takes a request without an answer for one that tells nothing', async () => {
    const { clock, pacer, turn } = prepare();

    pacer.endTurn(await pacer.takeTurn(), undefined);
    await turn();

    expect(clock.sleeps).toEqual([]);
  });

  it('lets nothing start once it has been ended, for the first reason', async () => {
    const { pacer, turn } = prepare();

    pacer.end(new Error('the key is refused'));
    pacer.end(new Error('the key is blocked'));

    await expect(turn()).rejects.toThrow('the key is refused');
  });
});
