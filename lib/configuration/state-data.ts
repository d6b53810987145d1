import { extractionSchema } from '../../lambdas/shared/domain/extraction';
import { planRun } from '../../lambdas/shared/domain/plan';
import { MAX_UNIT_BYTES, MAX_UNKNOWN_UNITS } from '../../lambdas/shared/domain/sensor-selection';
import type { WorkItem } from '../../lambdas/shared/domain/work-item';
import { readStatements } from '../sql-statements';
import { cityList } from './city-list';
import type { Configuration } from './schema';

/** Most data that a state of Step Functions takes in, in bytes (quota of 2026). */
export const STATE_DATA_BYTES = 262_144;

/** What a run carries besides: its input, ids, counts, the answers of polls. */
const OTHER_BYTES = 8_000;

/** A number as long as counts get, and a run id as long as they are cut to. */
const COUNT = 12_345_678;
const RUN_ID = 'x'.repeat(100);

/** Counts that cannot get so long: of the locations of a box, of which OpenAQ has tens of thousands in all, and of a month. */
const SHORT_COUNTS = {
  locations: 123_456,
  foreignLocations: 123_456,
  changedNames: 123_456,
  keptDays: 31,
  objects: 33,
};

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** Sensors skipped for as many reasons as an item can have: units that nobody can convert are named, up to a number. */
const SKIPPED = Object.fromEntries(
  [
    'other_parameter',
    'no_data_in_window',
    'unknown_unit:other',
    ...Array.from(
      { length: MAX_UNKNOWN_UNITS },
      (_, index) => `unknown_unit:pm25:${index}${'x'.repeat(MAX_UNIT_BYTES - 1)}`,
    ),
  ].map((reason) => [reason, COUNT]),
);

/** What extracting a work item answers, with large counts: every field that the Map keeps of it. */
const extractionOf = ({ city, window }: WorkItem): Readonly<Record<string, unknown>> => ({
  ...Object.fromEntries(Object.keys(extractionSchema.shape).map((name) => [name, COUNT])),
  ...SHORT_COUNTS,
  done: true,
  runId: RUN_ID,
  city: city.name,
  window,
  skippedSensors: SKIPPED,
  nulledValues: { other_parameter: COUNT, fill_code: COUNT, above_range: COUNT, not_a_number: COUNT },
});

const sqlBytes = (directory: string, schema: string): number =>
  bytesOf(readStatements(directory, schema).map(({ sql }) => ({ sql })));

/**
 * The most data that the state of a run holds at one time, in bytes, when every city makes `itemsPerCity` work items. At
 * the end of the Map these are all work items and all answers, which the summary leaves behind; later the
 * description of a batch of statements, in which the Data API gives the SQL twice.
 */
export const stateDataBytes = (configuration: Configuration, itemsPerCity: number): number => {
  const { cities, warehouse } = configuration;
  const { workItems } = planRun({ onlyMissing: true }, RUN_ID, '2024-01-02T00:00:00Z', configuration);
  const items = workItems.map((item) => bytesOf({ ...item, runId: RUN_ID, minRequestIntervalMs: COUNT }));
  const answers = workItems.map((item) => bytesOf(extractionOf(item)));
  const sum = (sizes: number[]) => sizes.reduce((total, size) => total + size + 1, 0) * itemsPerCity;
  const [prepare = 0, ...others] = ['schema', 'load', 'checks'].map((part) => sqlBytes(part, warehouse.schema));
  const names = bytesOf(cities.map(({ name }) => name).join());
  const largest = Math.max(sum(items) + sum(answers), 2 * Math.max(prepare + bytesOf(cityList(cities)), ...others));
  return largest + 9 * names + OTHER_BYTES;
};
