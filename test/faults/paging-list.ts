import type { Extraction } from '../../lambdas/shared/domain/extraction';
import type { WorldPage } from '../support/world';
import type { Tried } from './tried';

/** Locations of the honest world, hours of each, and rows asked for at once. */
export const LOCATIONS = 20;
export const HOURS = 12;
export const PAGE_SIZE = 10;

/** Requests of an honest API: both readings of the list with its empty last page, and two pages of hours for each sensor. */
const HONEST_REQUESTS = 2 * 3 + LOCATIONS * 2;

/** Pages that do not follow each other as they should. */
export interface PagingFault extends Tried {
  /** Ids that the API lists at the nth request for locations, from 1. @default - all */
  readonly listed?: (nth: number) => readonly number[];
  /** A page in place of the honest one. */
  readonly page?: (url: URL, honest: WorldPage) => unknown;
  /** Counts of Extract, where it goes on. */
  readonly counts?: Partial<Extraction>;
  /** The error and its sentence, where it does not. */
  readonly error?: string;
  readonly says?: RegExp;
}

const ALL = Array.from({ length: LOCATIONS }, (_, index) => index + 1);
const without = (id: number): number[] => ALL.filter((other) => other !== id);

const where = 'pages of OpenAQ';
const everyRow = 'every row once';
const readAgain = 'the list is read again until two readings agree: every row once';

const isHours = ({ pathname }: URL): boolean => pathname.endsWith('/hours');
const pageOf = ({ searchParams }: URL): number => Number(searchParams.get('page') ?? 1);

export const PAGING_FAULTS: readonly PagingFault[] = [
  {
    where,
    what: 'an exactly full last page',
    outcome: `${everyRow}, after one empty page`,
    counts: { requests: HONEST_REQUESTS },
  },
  {
    where,
    what: '`found` as ">1000", null and a number by turns',
    outcome: everyRow,
    page: (url, { results }) => ({ meta: { found: [null, '>1000', 7][pageOf(url) % 3] }, results }),
    counts: { requests: HONEST_REQUESTS },
  },
  {
    where,
    what: 'a location that appears between two pages, so that another comes twice',
    outcome: readAgain,
    listed: (nth) => (nth === 1 ? without(1) : ALL),
    counts: { requests: HONEST_REQUESTS + 3 },
  },
  {
    where,
    what: 'a location that goes between two pages, so that another is on neither',
    outcome: 'the list is read again until two readings agree: no row lost but those of what has gone',
    listed: (nth) => (nth === 1 ? ALL : without(3)),
    counts: { locations: LOCATIONS - 1, rows: (LOCATIONS - 1) * HOURS, values: (LOCATIONS - 1) * HOURS },
  },
  {
    where,
    what: 'a list that is another one at each reading',
    outcome: 'OpenAqUnavailableError, nothing written',
    listed: (nth) => without(nth),
    error: 'OpenAqUnavailableError',
    says: /listed other locations at each of 5 readings .* try later/,
  },
  {
    where,
    what: 'rows of one page of hours again on the next',
    outcome: 'every row once, the others counted',
    page: (url, { results }) =>
      isHours(url) && pageOf(url) === 2 ? { results: [...results, ...results] } : { results },
    counts: { values: LOCATIONS * (HOURS + 2), shadowedValues: LOCATIONS * 2, requests: HONEST_REQUESTS },
  },
  {
    where,
    what: 'fewer rows on a page than were asked for, and more behind them',
    outcome: 'OpenAqSchemaChangedError, nothing written',
    page: (_, { results }) => ({ meta: { limit: 5 }, results: results.slice(0, 5) }),
    error: 'OpenAqSchemaChangedError',
    says: /gave at most 5 rows on a page, not the 10 that were asked for/,
  },
  {
    where,
    what: 'the first page for every page',
    outcome: 'OpenAqSchemaChangedError, nothing written',
    page: (url, honest) =>
      isHours(url) ? honest : { results: ALL.slice(0, PAGE_SIZE).map((id) => ({ id, sensors: [] })) },
    error: 'OpenAqSchemaChangedError',
    says: /still full after 50 pages: the API no longer pages as expected/,
  },
];
