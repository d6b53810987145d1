/** Where a command keeps its things when `--dir` is not given. */
export const DEFAULT_FOLDER = '.local';

/** What a replay reads by itself: a week that is nearly complete in both cities, with missing, invalid and empty hours left in. */
export const REPLAYED_WEEK = { from: '2018-12-05', to: '2018-12-11' } as const;
