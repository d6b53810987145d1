import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What a start is when the process runs but the system does not tell since when. */
export const UNKNOWN_START = '';

const read = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
};

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, as another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** proc(5): after the name in parentheses, which may hold anything, come the state and, as the 20th, the start in ticks since the boot. */
const startOnLinux = (stat: string): string | undefined => {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // A zombie has ended; its parent has not asked yet.
  if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
  return `${read('/proc/sys/kernel/random/boot_id')?.trim() ?? ''} ${fields[19]}`;
};

const startByPs = (pid: number): string => {
  const { stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  return stdout?.trim() || UNKNOWN_START;
};

/**
 * When a process started, in the system's own words; with its number it names the process for ever, while a number
 * alone is given again. Undefined when no such process runs.
 */
export const startOfProcess = (pid: number): string | undefined => {
  const stat = read(`/proc/${pid}/stat`);
  if (stat !== undefined) return startOnLinux(stat);
  return isRunning(pid) ? startByPs(pid) : undefined;
};
