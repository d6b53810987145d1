import { createQuota } from '../../../../../lambdas/shared/adapters/openaq/quota';

describe('the quota of a key', () => {
  const prepare = () => {
    let nowMs = 0;
    const quota = createQuota(() => nowMs);
    /** Sends a request and gives its answer, which tells what it leaves, or nothing. */
    const ask = (remaining?: number, resetSeconds = 60) => {
      const sentAtMs = nowMs;
      quota.begin();
      quota.finish(sentAtMs, remaining === undefined ? undefined : { remaining, resetSeconds });
    };
    return {
      quota,
      ask,
      /** Begins as many as may be under way. */
      fill: (): number => {
        let begun = 0;
        for (; begun < 1_000 && quota.isFree(); begun += 1) quota.begin();
        return begun;
      },
      pass: (seconds: number) => {
        nowMs += seconds * 1_000;
      },
    };
  };

  it('sends one request alone when nothing is known', () => {
    expect(prepare().fill()).toBe(1);
  });

  it('knows no bound where answers tell of no limit', () => {
    const { ask, fill } = prepare();
    ask();

    expect(fill()).toBe(1_000);
  });

  it('goes alone again in the next period where one answer has told of a limit', () => {
    const { ask, fill, pass } = prepare();
    ask(58);
    ask();
    pass(62);

    expect(fill()).toBe(1);
  });

  it('takes a quarter at first, of that a quarter at once, and leaves two to others', () => {
    const { ask, fill } = prepare();
    ask(58);

    // (58 - 2) / 4 / 4 = 3.5
    expect(fill()).toBe(3);
  });

  it('takes all that is left when it has proved to be the only one', () => {
    const { ask, fill } = prepare();
    for (let remaining = 59; remaining >= 50; remaining -= 1) ask(remaining);

    expect(fill()).toBe(50);
  });

  it('takes the part that it got, where others use the key too', () => {
    const { ask, fill } = prepare();
    for (let nth = 0; nth <= 10; nth += 1) ask(1_000 - 2 * nth);

    // It got 10 of 20: (980 - 2) / 2 / 4 = 122.25
    expect(fill()).toBe(122);
  });

  it('takes an eighth at least', () => {
    const { ask, fill } = prepare();
    for (let nth = 0; nth <= 10; nth += 1) ask(1_000 - 80 * nth);

    // (200 - 2) / 8 / 4 = 6.2
    expect(fill()).toBe(6);
  });

  it('takes no more than before in the next period, although it is alone there at first', () => {
    const { ask, fill, pass } = prepare();
    for (let nth = 0; nth <= 10; nth += 1) ask(1_000 - 80 * nth);
    pass(62);
    for (let remaining = 999; remaining >= 990; remaining -= 1) ask(remaining);

    // (990 - 2) / 8 / 4 = 30.9
    expect(fill()).toBe(30);
  });

  it('leaves the last of a period to the others when it knows of them, and waits for its end', () => {
    const { ask, quota, pass } = prepare();
    for (let nth = 0; nth <= 10; nth += 1) ask(1_000 - 80 * nth);
    pass(62);
    ask(12);
    // (12 - 2) / 8 > 1
    expect(quota.isFree()).toBe(true);
    ask(9);

    // (9 - 2) / 8 < 1
    expect(quota.isFree()).toBe(false);
    expect(quota.freeAtMs()).toBe((62 + 61) * 1_000);
  });

  it('waits for the earliest end that an answer told, since a reset is rounded', () => {
    const { ask, quota, pass } = prepare();
    ask(1, 60);
    pass(10);
    ask(0, 49);

    expect(quota.freeAtMs()).toBe((10 + 49 + 1) * 1_000);
  });

  it('notices the next period by an answer that tells of a later end', () => {
    const { ask, quota, pass } = prepare();
    ask(1, 60);
    pass(59.5);
    ask(0, 2);
    expect(quota.isFree()).toBe(false);
    ask(59, 60);

    expect(quota.isFree()).toBe(true);
  });

  it('does not count an answer that comes late, out of the period before', () => {
    const { ask, quota, pass } = prepare();
    ask(5, 60);
    pass(62);
    ask(5, 60);
    ask(0, 1);

    expect(quota.isFree()).toBe(true);
  });

  it('does not take an answer to an older request for one that has counted them', () => {
    const { ask, quota, pass } = prepare();
    ask(3);
    quota.begin();
    pass(1);
    ask();
    quota.finish(0, { remaining: 1, resetSeconds: 59 });

    expect(quota.isFree()).toBe(false);
  });

  it('counts requests whose answers told nothing until a later one has counted them', () => {
    const { ask, quota, pass } = prepare();
    ask(2);
    ask();
    ask();
    expect(quota.isFree()).toBe(false);
    pass(1);
    ask(1, 59);

    expect(quota.isFree()).toBe(true);
  });
});
