import { spawn } from 'node:child_process';
import { createConsole } from './console';

/** Opens a file or an address with the program that the desktop has for it. */
export const openInDesktop = (target: string): void => {
  const opener = { darwin: 'open', win32: 'explorer' }[process.platform as string] ?? 'xdg-open';
  const child = spawn(opener, [target], { stdio: 'ignore', detached: true });
  child.on('error', () =>
    createConsole(process.stderr).tagged('WARNING', `${opener} is not there: open ${target} yourself`),
  );
  child.unref();
};
