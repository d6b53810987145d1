import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A parameter of OpenAQ and the range that OpenAQ's ingest accepts for it, in its own unit. */
interface OpenAqParameter {
  readonly name: string;
  readonly units: string;
  readonly lowerLimit: number;
  readonly upperLimit: number;
}

/** OpenAQ's parameters that have both limits (openaq-db lookups/measurands.sql, merged with the live list of 2026-06). */
export const openAqParameters = (): OpenAqParameter[] => {
  const [heading = '', ...lines] = readFileSync(join(__dirname, '../fixtures/openaq/parameters.tsv'), 'utf8')
    .trimEnd()
    .split('\n');
  const columns = heading.split('\t');
  return lines
    .map((line) => line.split('\t'))
    .map((fields) => (column: string) => fields[columns.indexOf(column)] ?? '')
    .filter((field) => field('ingest_lower_limit') !== '' && field('ingest_upper_limit') !== '')
    .map((field) => ({
      name: field('name'),
      units: field('units'),
      lowerLimit: Number(field('ingest_lower_limit')),
      upperLimit: Number(field('ingest_upper_limit')),
    }));
};
