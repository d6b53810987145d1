import type { ChildProcess } from 'node:child_process';
import { writeSync } from 'node:fs';
import { constants } from 'node:os';
import { createConsole } from './console';

/** As the shell counts: 128 + the signal. A reader that went away (`| head -1`) is what SIGPIPE says to other programs. */
const exitCodeOf = (signal: NodeJS.Signals): number => 128 + constants.signals[signal];

const STOPS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Written at once: the process ends before a stream would have sent it. */
const sayLastWords = (text: string): void => {
  createConsole({
    columns: process.stderr.columns,
    write: (line) => {
      try {
        writeSync(2, line);
      } catch {
        // A terminal that is gone hears nothing.
      }
    },
  }).tagged('FAIL', text);
};

/** Runs `cleanup` when the process ends in any way but SIGKILL. @returns a function that takes it back */
export const atProcessEnd = (cleanup: () => void): (() => void) => {
  const run = () => {
    try {
      cleanup();
    } catch {
      // The others still run, and nobody is left to hear of it.
    }
  };
  process.once('exit', run);
  return () => process.off('exit', run);
};

/** Ends a child with this process: a child of a process that is killed by name would go on by itself. */
export const endWithProcess = (child: ChildProcess): void => {
  child.once(
    'close',
    atProcessEnd(() => child.kill()),
  );
};

let kept = 'nothing was changed';

/** What an interrupted command leaves behind, for the sentence that a person then reads. */
export const sayWhenInterrupted = (sentence: string): void => {
  kept = sentence;
};

let hearStop: ((signal: NodeJS.Signals) => void) | undefined;

/**
 * Waits for Ctrl-C and its like, for a command that goes on until then: from this call on they end it in order, and are no
 * interruption. A second one ends the process at once.
 */
export const untilStopped = (): Promise<NodeJS.Signals> =>
  new Promise((resolve) => {
    hearStop = resolve;
  });

/** Says in one line what an interrupted command leaves behind. @returns the exit code */
export const interrupted = (signal: NodeJS.Signals): number => {
  sayLastWords(`Interrupted by ${signal}: ${kept}`);
  return exitCodeOf(signal);
};

/** Ends the process in one line on Ctrl-C and its like, silently when nobody reads its output any more. */
export const endInOneLine = (): void => {
  for (const signal of STOPS) {
    process.once(signal, () => {
      // The terminal has written ^C.
      if (signal === 'SIGINT' && process.stderr.isTTY) process.stderr.write('\n');
      if (hearStop !== undefined) {
        hearStop(signal);
        return;
      }
      process.exit(interrupted(signal));
    });
  }
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(exitCodeOf('SIGPIPE'));
      sayLastWords(`The output cannot be written: ${error.message}`);
      process.exit(1);
    });
  }
};
