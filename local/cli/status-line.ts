import pc from 'picocolors';
import { toPrintableLine } from './printable';

/** Work that takes no longer than this, in milliseconds, says nothing on the way. */
const SHOWN_AFTER_MS = 2_000;

const REDRAWN_EVERY_MS = 500;

/** A stream that may be a terminal. */
interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** A span that goes on, such as `12 s`, `3 min` or `2 h 05 min`. */
export const spanOf = (seconds: number): string => {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
};

/** What is being done, asked for each time that it is shown. @param seconds since it began */
type Say = (seconds: number) => string;

/**
 * The last line of a terminal, which says what is being done while it is being done, and is gone afterwards. Where the stream
 * is no terminal there is none.
 */
export class StatusLine {
  #draw: (() => void) | undefined;
  #isDrawn = false;

  constructor(
    private readonly terminal: Terminal,
    private readonly now: () => number = Date.now,
  ) {}

  /** Writes something that stays: in place of the line, which comes back below it. */
  above(write: () => void): void {
    this.#erase();
    write();
    // At once: work that lets nobody else run would leave nothing on the screen.
    this.#draw?.();
  }

  /** Shows what is done as long as it is done, once it takes long. */
  async during<T>(say: Say, work: () => Promise<T>): Promise<T> {
    if (this.terminal.isTTY !== true || process.env['TERM'] === 'dumb') return work();
    const since = this.now();
    const outer = this.#draw;
    const draw = (): void => {
      const ms = this.now() - since;
      if (ms >= SHOWN_AFTER_MS) this.#write(say(ms / 1_000));
    };
    this.#draw = draw;
    const timer = setInterval(draw, REDRAWN_EVERY_MS);
    timer.unref();
    try {
      return await work();
    } finally {
      clearInterval(timer);
      this.#draw = outer;
      this.#erase();
    }
  }

  #write(text: string): void {
    this.#erase();
    // One column stays free: a full line would go on in the next one.
    this.terminal.write(pc.dim(cut(toPrintableLine(text), (this.terminal.columns ?? 80) - 1)));
    this.#isDrawn = true;
  }

  #erase(): void {
    if (!this.#isDrawn) return;
    // To the beginning of the line, and all of it away.
    this.terminal.write('\r\u001b[2K');
    this.#isDrawn = false;
  }
}

const cut = (text: string, width: number): string => (text.length > width ? `${text.slice(0, width - 1)}…` : text);

/** The status line of this process, on stderr: stdout may be read by another program. */
export const statusLine = new StatusLine(process.stderr);
