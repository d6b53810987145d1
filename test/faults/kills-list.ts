import type { Tried } from './tried';

/** A process that is killed. */
interface Kill extends Tried {
  /** The state in one of whose steps it is killed. */
  readonly state: string;
  /** Whether the next run asks only for what is missing, as a long backfill goes on. */
  readonly onlyMissing: boolean;
}

/** How often a process is killed in which state, each time in another of its steps. */
const COUNTS: readonly (readonly [state: string, steps: string, kills: number])[] = [
  ['Extract', 'writing Parquet', 7],
  ['StartCrawler', 'crawling', 3],
  ['PrepareWarehouse', 'making tables and views, inside the transaction', 4],
  ['TransformToStaging', 'staging, table by table', 5],
  ['LoadWarehouse', 'loading, inside the transaction', 7],
  ['ValidateLoad', 'validating, inside the transaction', 2],
];

/** Processes that are killed, at steps that the test draws. */
export const KILLS: readonly Kill[] = COUNTS.flatMap(([state, steps, kills]) =>
  Array.from({ length: kills }, (_, index) => {
    const onlyMissing = index % 2 === 1;
    return {
      state,
      where: state,
      what: `SIGKILL while ${steps}, ${index + 1} of ${kills} steps drawn`,
      outcome: `the next run in the folder${onlyMissing ? ', of the missing days,' : ''} leaves what an untroubled run leaves`,
      onlyMissing,
    };
  }),
);
