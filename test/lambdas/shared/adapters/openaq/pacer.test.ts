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

  it('lets nothing start once it has been ended, for the first reason', async () => {
    const { pacer, turn } = prepare();

    pacer.end(new Error('the key is refused'));
    pacer.end(new Error('the key is blocked'));

    await expect(turn()).rejects.toThrow('the key is refused');
  });
});
