import { join } from 'node:path';
import { quoteForShell } from '../workflow/laptop-place';

/** Where a command keeps its things when `--dir` is not given. */
export const DEFAULT_FOLDER = '.local';

/** A command with the folder, where that is not the usual one. */
export const inFolder = (command: string, dir: string): string =>
  dir === DEFAULT_FOLDER ? command : `${command} --dir ${quoteForShell(dir)}`;

/** What a replay reads by itself: a week that is nearly complete in both cities, with missing, invalid and empty hours left in. */
export const REPLAYED_WEEK = { from: '2018-12-05', to: '2018-12-11' } as const;

/** The port of Redshift, which the deployed warehouse listens on as well (docs/adr/0010). */
export const SERVED_PORT = 5439;

/** Where the synthesized template is kept. */
export const TEMPLATES = join(__dirname, '../../node_modules/.cache/openaq');
