import { checkFolder, type LocalFolder, localFolder } from '../folder/folder';
import { startWatchServer, type WatchServer } from '../watch/server';
import { type Console, createConsole } from './console';
import { openInDesktop } from './open-in-desktop';
import { untilStopped } from './process-end';

/** Options of `openaq watch`. */
export interface WatchOptions {
  readonly dir: string;
  /** 0 for any that is free. */
  readonly port: number;
  readonly open?: boolean;
}

/** Opens the window on the runs of a folder and says where. @throws PortError */
export const openWatch = async (folder: LocalFolder, port: number, console: Console): Promise<WatchServer> => {
  const server = await startWatchServer(folder, port);
  console.tagged('INFO', `Watch: ${server.url}`);
  return server;
};

/** Waits for Ctrl-C, while the window shows what there is. */
export const keepWatching = async (console: Console): Promise<void> => {
  const stopped = untilStopped();
  console.tagged('INFO', 'The page stays until Ctrl-C, and shows other runs of the folder as well');
  const signal = await stopped;
  console.tagged('INFO', `Ended by ${signal}; the journals of the runs are kept`);
};

/**
 * `openaq watch`: shows the runs of a folder in the browser, the one at work live, until it is stopped. It reads what runs
 * write and takes no lock, so runs begin, go on and end beside it. Returns the exit code.
 *
 * @throws LocalFolderError when the folder is none that a run could use
 * @throws PortError when the port is taken
 */
export const watchCommand = async ({ dir, port, open }: WatchOptions): Promise<number> => {
  const folder = localFolder(dir);
  checkFolder(folder);
  const console = createConsole(process.stdout);
  const server = await openWatch(folder, port, console);
  try {
    if (open) openInDesktop(server.url);
    await keepWatching(console);
    return 0;
  } finally {
    await server.close();
  }
};
