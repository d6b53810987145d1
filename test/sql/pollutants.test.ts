import { POLLUTANT_NAMES } from '../../lambdas/shared/domain/pollutants';
import { sqlFilesIn } from '../support/sql-files';
import { readTables } from '../support/tables';

const wordsIn = (text: string): string[] => text.replace(/--[^\n]*/g, '').match(/\w+/g) ?? [];

/** How often a text names each pollutant, those first that it names most often. */
const mentions = (text: string): [name: string, times: number][] =>
  POLLUTANT_NAMES.map((name): [string, number] => [name, wordsIn(text).filter((word) => word === name).length]).sort(
    ([, one], [, other]) => other - one,
  );

/** The files of a folder that name some pollutant more often than another, as sentences. */
const gapsIn = (folder: string): string[] =>
  sqlFilesIn(folder).flatMap(({ path, text }) => {
    const [[most, times] = ['', 0], ...others] = mentions(text);
    return others
      .filter(([, found]) => found !== times)
      .map(([name, found]) => `sql/${path} names ${name} ${found} times and ${most} ${times} times`);
  });

/** The pollutants that a table lacks, as sentences. */
const gapsOf = (table: string, columns: ReadonlySet<string>, type: string): string[] =>
  POLLUTANT_NAMES.filter((name) => !columns.has(name)).map(
    (name) =>
      `${table} has no column ${name}: add a numbered step to sql/schema/95_migrate_schema.sql with "alter table ${table} add column ${name} ${type};"`,
  );

describe('the pollutants of the lake', () => {
  it.each(['archive', 'transform', 'load', 'checks'])('stand in every list of columns of sql/%s', (folder) => {
    expect(gapsIn(folder)).toEqual([]);
  });

  it.each([
    ['openaq.fact_measurements', 'decimal(10, 4)'],
    ['openaq.stage_measurements', 'decimal(10, 4)'],
    ['openaq.rejected_measurements', 'double precision'],
  ])('are columns of %s', (table, type) => {
    expect(gapsOf(table, readTables().get(table) ?? new Set(), type)).toEqual([]);
  });
});
