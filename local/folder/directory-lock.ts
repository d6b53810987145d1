import { createHash, randomBytes } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { atProcessEnd } from '../cli/process-end';
import { startOfProcess, UNKNOWN_START } from './process-start';

/** Who holds a directory. */
export interface Holder {
  /** Different for each time that a lock is taken. */
  readonly id: string;
  readonly pid: number;
  /** What `startOfProcess` said of the process. */
  readonly start: string;
  /** What the process does, for a person. */
  readonly purpose: string;
  /** UTC instant, ISO 8601; empty when unknown. */
  readonly since: string;
}

/** The directory is held by another process, or by another part of this one. */
export class DirectoryInUseError extends Error {
  override readonly name = 'DirectoryInUseError';
  constructor(
    readonly directory: string,
    readonly holder: Holder,
  ) {
    const { pid, purpose, since } = holder;
    const words = [purpose, since === '' ? '' : `since ${since}`].filter((word) => word !== '').join(', ');
    super(`${directory} is in use by process ${pid}${words === '' ? '' : ` (${words})`}`);
  }
}

const LOCK = 'lock';

/** Whether a file in a locked directory belongs to the lock, and is not to be touched by anybody else. */
export const isLockFile = (name: string): boolean => name === LOCK || name.startsWith(`${LOCK}.`);

/** The locks that this process holds. A file with this process's own name and no entry here is a leftover. */
const held = new Set<string>();

/** A lock file of an earlier version holds a number alone; anything else that is not ours belongs to nobody. */
const parseHolder = (text: string): Holder => {
  const id = createHash('sha256').update(text).digest('hex').slice(0, 16);
  const nobody = { id, pid: 0, start: UNKNOWN_START, purpose: '', since: '' };
  if (/^\d{1,10}$/.test(text.trim())) return { ...nobody, pid: Number(text) };
  try {
    const holder = JSON.parse(text) as Partial<Holder> | null;
    return typeof holder?.id === 'string' && /^[0-9a-f]{16}$/.test(holder.id) && typeof holder.pid === 'number'
      ? { ...nobody, ...holder }
      : nobody;
  } catch {
    return nobody;
  }
};

const readHolder = (file: string): Holder | undefined => {
  try {
    return parseHolder(readFileSync(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
};

const isAlive = ({ id, pid, start }: Holder): boolean => {
  if (pid <= 0) return false;
  const running = startOfProcess(pid);
  if (running === undefined || (start !== UNKNOWN_START && running !== UNKNOWN_START && running !== start))
    return false;
  return pid === process.pid ? held.has(id) : true;
};

interface Claim {
  readonly file: string;
  readonly holder: Holder;
}

/** Far more than processes ever contend; a damaged line, which leads back to itself, is left to a person. */
const MAX_PLACES = 1_000;

/** `lock`, its heir, the heir of that one, and so on: the last is the holder. */
const readLine = (directory: string): Claim[] => {
  const line: Claim[] = [];
  let file = join(directory, LOCK);
  for (let holder = readHolder(file); holder !== undefined; holder = readHolder(file)) {
    if (line.push({ file, holder }) > MAX_PLACES) {
      throw new Error(`the lock in ${directory} is damaged: delete the files ${LOCK} and ${LOCK}.* there`);
    }
    file = join(directory, `${LOCK}.${holder.id}`);
  }
  return line;
};

/** Gives the file its name, whole and once: false when another process was faster. */
const linkOnce = (from: string, to: string): boolean => {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
};

/** Takes the place after the last of the line. @throws DirectoryInUseError when the last one lives */
const joinLine = (directory: string, holder: Holder, draft: string): void => {
  for (;;) {
    const last = readLine(directory).at(-1)?.holder;
    if (last !== undefined && isAlive(last)) throw new DirectoryInUseError(directory, last);
    const place = join(directory, last === undefined ? LOCK : `${LOCK}.${last.id}`);
    if (!linkOnce(draft, place)) continue;
    if (readLine(directory).at(-1)?.holder.id === holder.id) return;
    // Between the look and the link the line was given back, so this place leads nowhere.
    rmSync(place, { force: true });
  }
};

const leave = (directory: string, id: string): void => {
  held.delete(id);
  const line = readLine(directory);
  // Somebody removed the lock by hand, and it may be another's by now.
  if (line.at(-1)?.holder.id !== id) return;
  for (const { file } of line) rmSync(file, { force: true });
};

/**
 * Takes a directory for this process; exactly one of several gets it, also when the holder before them crashed.
 *
 * A dead holder's lock is not removed, since between the look at it and its removal it may be another's. It gets an heir
 * instead, `lock.<id of the dead>`, which can be made once. The holder removes the whole line when it leaves.
 *
 * @param purpose what a person reads who finds the directory in use
 * @returns a function that gives the directory back; the end of the process does so, too
 * @throws DirectoryInUseError when another process holds it
 */
export const lockDirectory = (directory: string, purpose: string): (() => void) => {
  const id = randomBytes(8).toString('hex');
  const start = startOfProcess(process.pid) ?? UNKNOWN_START;
  const holder: Holder = { id, pid: process.pid, start, purpose, since: new Date().toISOString() };
  const draft = join(directory, `${LOCK}.${id}.draft`);
  writeFileSync(draft, JSON.stringify(holder), { flag: 'wx' });
  held.add(id);
  try {
    joinLine(directory, holder, draft);
  } catch (error) {
    held.delete(id);
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  const forget = atProcessEnd(() => leave(directory, id));
  return () => {
    forget();
    leave(directory, id);
  };
};
