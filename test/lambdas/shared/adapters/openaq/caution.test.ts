import { createCaution } from '../../../../../lambdas/shared/adapters/openaq/caution';
import { REQUESTS_AT_ONCE } from '../../../../../lambdas/shared/domain/capacity';

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('caution', () => {
  /** Queries that are answered when the test says so; what has begun, in order. */
  const prepare = () => {
    const caution = createCaution();
    const begun: number[] = [];
    const ends = new Map<number, () => void>();
    return {
      caution,
      begun,
      ask: (id: number) =>
        caution.run(() => {
          begun.push(id);
          return new Promise<number>((resolve) => ends.set(id, () => resolve(id)));
        }),
      answer: async (id: number) => {
        caution.noteAnswer();
        ends.get(id)?.();
        await settled();
      },
    };
  };

  it('lets the first query go alone, and all others side by side once it is answered', async () => {
    const { begun, ask, answer } = prepare();

    const asked = [1, 2, 3, 4].map(ask);
    await settled();
    expect(begun).toEqual([1]);

    await answer(1);
    expect(begun).toEqual([1, 2, 3, 4]);
    for (const id of [2, 3, 4]) await answer(id);
    expect(await Promise.all(asked)).toEqual([1, 2, 3, 4]);
  });

  it('lets queries go one after the other behind one that failed, until one is answered', async () => {
    const { caution, begun, ask, answer } = prepare();
    const failed = caution.run(() => Promise.reject(new Error('down')));
    void ask(1);
    void ask(2);

    await expect(failed).rejects.toThrow('down');
    await settled();
    expect(begun).toEqual([1]);

    await answer(1);
    expect(begun).toEqual([1, 2]);
  });

  it('lets queries go one after the other again when one took too long, for as many answers as go side by side', async () => {
    const { caution, begun, ask, answer } = prepare();
    void ask(0);
    await answer(0);
    caution.noteTimeout();

    for (let id = 1; id <= REQUESTS_AT_ONCE + 3; id += 1) void ask(id);

    for (let id = 1; id <= REQUESTS_AT_ONCE; id += 1) {
      expect(begun.at(-1)).toBe(id);
      await answer(id);
    }
    expect(begun.at(-1)).toBe(REQUESTS_AT_ONCE + 3);
  });
});
