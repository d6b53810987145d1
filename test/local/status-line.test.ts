import { stripVTControlCharacters } from 'node:util';
import { StatusLine, spanOf } from '../../local/cli/status-line';

/** To the beginning of the line, and all of it away. */
const ERASE = '\r\u001b[2K';

/** A terminal that keeps what its screen shows: the lines that stay, and the last one. */
const createScreen = (columns = 80) => {
  let text = '';
  return {
    isTTY: true,
    columns,
    write: (more: string) => {
      // Colours take no room.
      text += stripVTControlCharacters(more.replaceAll(ERASE, '<erase>'));
      text = text.replaceAll(/[^\n]*<erase>/g, '');
    },
    shown: () => text,
  };
};

/** A line on a screen, with a clock that a test moves. */
const setUp = (screen = createScreen()) => {
  let nowMs = 0;
  const line = new StatusLine(screen, () => nowMs);
  const pass = async (ms: number): Promise<void> => {
    nowMs += ms;
    await jest.advanceTimersByTimeAsync(ms);
  };
  return { line, screen, pass };
};

describe('the status line', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('is shown while work goes on that takes longer than two seconds, and is gone afterwards', async () => {
    const { line, screen, pass } = setUp();
    let end = (): void => {};
    const work = line.during(
      (seconds) => `Working, ${spanOf(seconds)}`,
      () => new Promise<void>((resolve) => (end = resolve)),
    );

    await pass(1_500);
    expect(screen.shown()).toBe('');
    await pass(1_000);
    expect(screen.shown()).toBe('Working, 3 s');
    end();
    await work;
    expect(screen.shown()).toBe('');
  });

  it('stays below what is printed meanwhile, at once, since the next work may let nobody else run', async () => {
    const { line, screen, pass } = setUp();
    void line.during(
      () => 'Working',
      () => new Promise(() => {}),
    );
    await pass(3_000);

    line.above(() => screen.write('[OK] one line\n'));

    expect(screen.shown()).toBe('[OK] one line\nWorking');
  });

  it('takes less than a line of the terminal, and steers nothing', async () => {
    const { line, screen, pass } = setUp(createScreen(40));
    void line.during(
      () => `\u001b]0;title\u0007${'x'.repeat(100)}\n`,
      () => new Promise(() => {}),
    );

    await pass(3_000);

    expect(screen.shown()).toMatch(/^\\u001b\]0;title\\u0007x+…$/);
    expect(screen.shown()).toHaveLength(39);
  });

  it('is not there where the stream is no terminal', async () => {
    const screen = { ...createScreen(), isTTY: false };
    const { line, pass } = setUp(screen);
    void line.during(
      () => 'Working',
      () => new Promise(() => {}),
    );

    await pass(10_000);

    expect(screen.shown()).toBe('');
  });

  it('is gone when the work fails, whose error passes', async () => {
    const { line, screen } = setUp();

    await expect(
      line.during(
        () => 'Working',
        async () => Promise.reject(new Error('broken')),
      ),
    ).rejects.toThrow('broken');
    expect(screen.shown()).toBe('');
  });
});

describe('spanOf', () => {
  it.each([
    [0, '0 s'],
    [89, '89 s'],
    [95, '2 min'],
    [89 * 60, '89 min'],
    [7_500, '2 h 05 min'],
  ])('%i seconds are %s', (seconds, text) => {
    expect(spanOf(seconds)).toBe(text);
  });
});
