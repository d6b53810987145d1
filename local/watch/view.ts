import type { WatchedRun } from './runs';

/** What a page shows; each value is in its URL. */
export interface View {
  /** Id of a run; the newest, whichever that is, when it is undefined. */
  readonly run?: string | undefined;
  /** Id of a run that it is compared with. */
  readonly with?: string | undefined;
  /** Name of the state whose data are shown. */
  readonly state?: string | undefined;
  /** Place of a work item in the Map: of the state that visit alone is shown. */
  readonly item?: string | undefined;
  /** `all` draws the states, too, that the run did not enter. */
  readonly states?: string | undefined;
  /** How many of its events the run is shown after; all there are when it is undefined. */
  readonly at?: string | undefined;
}

const KEYS = ['run', 'with', 'state', 'item', 'states', 'at'] as const satisfies readonly (keyof View)[];

/** The view of a URL's query. */
export const viewOf = (query: URLSearchParams): View =>
  Object.fromEntries(KEYS.flatMap((key) => (query.has(key) ? [[key, query.get(key) ?? '']] : [])));

/** A link to a view, relative to the page: the query, its values escaped. */
export const linkTo = (view: View): string => {
  const query = new URLSearchParams();
  for (const key of KEYS) {
    const value = view[key];
    if (value !== undefined) query.set(key, value);
  }
  return `?${query}`;
};

/** The run of a view; undefined when there is none of that id. */
export const shownRun = (runs: readonly WatchedRun[], { run }: View): WatchedRun | undefined =>
  run === undefined ? runs[0] : runs.find(({ id }) => id === run);
