import type { Extraction } from '../../lambdas/shared/domain/extraction';
import type { WorldPage } from '../support/world';
import type { Tried } from './tried';

export type Row = Readonly<Record<string, unknown>>;
type Element = Record<string, unknown>;
type Body = (url: URL, honest: WorldPage) => unknown;

/** JSON of which the API says something else than it should, and what becomes of it. */
export interface ContentFault extends Tried {
  /** The body in place of the honest page; a text is sent as it is. */
  readonly body: Body;
  /** What is counted otherwise than of an honest answer. */
  readonly counts?: Partial<Extraction>;
  /** The rows that the lake then holds, of the honest ones. @default - the same */
  readonly rows?: (honest: readonly Row[]) => readonly Row[];
  /** The locations that the lake then holds, of the honest ones. @default - the same */
  readonly locations?: (honest: readonly Row[]) => readonly Row[];
  /** The end of the sentence with which Extract refuses. */
  readonly refused?: RegExp;
}

/** The two ends that a fault of one place may have. */
export const faultsOf = (where: string) => ({
  /** Extract goes on; `more` says what it counts and writes where that is not what an honest answer gives. */
  taken: (what: string, outcome: string, body: Body, more: Partial<ContentFault> = {}): ContentFault => ({
    where,
    what,
    outcome,
    body,
    ...more,
  }),
  /** Extract cannot understand it, and writes nothing. */
  refused: (what: string, body: Body, says: RegExp): ContentFault => ({
    where,
    what,
    outcome: 'OpenAqSchemaChangedError, nothing written',
    body,
    refused: says,
  }),
});

const isHoursOf = ({ pathname }: URL, sensorId: number): boolean => pathname === `/v3/sensors/${sensorId}/hours`;

/** Changes the page of hours of location 1's sensor of PM2.5, as a whole. */
export const hoursPage =
  (edit: (results: readonly Element[], honest: WorldPage) => unknown): Body =>
  (url, honest) =>
    isHoursOf(url, 10) ? edit(honest.results as Element[], honest) : honest;

/** Changes the first hour of that sensor. */
export const firstHour = (edit: (hour: Element) => unknown): Body =>
  hoursPage((results, honest) => ({ ...honest, results: [edit(results[0] ?? {}), ...results.slice(1)] }));

/** Says of that hour another value, in `value` and in the summary. */
export const firstValue = (value: unknown, more: Element = {}): Body =>
  firstHour((hour) => ({ ...hour, ...more, value, summary: { avg: value } }));

/** Changes the list of locations. */
export const locationsPage =
  (edit: (results: readonly Element[], honest: WorldPage) => unknown): Body =>
  (url, honest) =>
    url.pathname === '/v3/locations' ? edit(honest.results as Element[], honest) : honest;

/** Changes location 1, the first. */
export const firstLocation = (edit: (location: Element) => unknown): Body =>
  locationsPage((results, honest) => ({ ...honest, results: [edit(results[0] ?? {}), ...results.slice(1)] }));

/** Changes the sensors of location 1. */
export const firstSensors = (edit: (sensors: readonly Element[]) => unknown): Body =>
  firstLocation((location) => ({ ...location, sensors: edit(location['sensors'] as Element[]) }));

/** The rows with another first one, which is the first hour of location 1. */
export const withFirst =
  (change: Row) =>
  (honest: readonly Row[]): readonly Row[] =>
    honest.map((row, index) => (index === 0 ? { ...row, ...change } : row));

/** The rows, or the locations, with a change to those of location 1. */
export const withLocation =
  (change: Row) =>
  (honest: readonly Row[]): readonly Row[] =>
    honest.map((row) => (row['location_id'] === 1 ? { ...row, ...change } : row));
