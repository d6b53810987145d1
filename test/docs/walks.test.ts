import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const ROOT = join(__dirname, '../..');
const PAGE = readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8');

/** The numbered files below a heading. */
const walk = (heading: string): string[] => {
  const [, section = ''] = PAGE.split(new RegExp(`^### ${heading}.*$`, 'm'));
  const [steps = ''] = section.split(/^#/m);
  return [...steps.matchAll(/^\d+\. `([^`]+)`/gm)].map(([, file = '']) => file);
};

const textOf = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

/** The name under which others import, call or select a file: without its number and its ending. */
const nameOf = (file: string): string => basename(file).replace(/^\d+_|\.\w+$/g, '');

/** The ties of each walk: a file, and what it names of another, in the order of the page. */
const WALKS: Readonly<
  Record<string, { readonly length: number; readonly ties: readonly (readonly [string, string])[] }>
> = {
  'An hour of data': {
    length: 20,
    ties: [
      ['requester.ts', 'exchange.ts'],
      ['read-pages.ts', 'requester.ts'],
      ['read-pages.ts', 'answers.ts'],
      ['openaq/hours.ts', 'answers.ts'],
      // The client is an AirQualitySource, which the reader of an item is given.
      ['openaq/hours.ts', 'AirQualitySource'],
      ['read-item.ts', 'AirQualitySource'],
      ['extract/handler.ts', 'read-item.ts'],
      ['extract/handler.ts', 'pivot.ts'],
      ['pivot.ts', 'measured-value.ts'],
      ['measured-value.ts', 'units.ts'],
      ['extract/handler.ts', 'parquet.ts'],
      ['extract/handler.ts', 'object-store.ts'],
      // What one has written the other reads: the table of the contract.
      ['extract/handler.ts', 'LAKE.measurements'],
      ['openaq_to_redshift.py', 'lake.sources["measurements"]'],
      ['openaq_to_redshift.py', 'lake_sources.py'],
      ['openaq_to_redshift.py', 'lake.transform'],
      ['30_ranked_measurements.sql', '10_checked_measurements.sql'],
      ['40_stage_measurements.sql', '30_ranked_measurements.sql'],
      ['openaq_to_redshift.py', 'stage_outputs.py'],
      ['25_newest_measurements.sql', '40_stage_measurements.sql'],
      ['50_insert_measurements.sql', '25_newest_measurements.sql'],
    ],
  },
  'A configuration value': {
    length: 5,
    ties: [
      ['read-configuration.ts', 'schema.ts'],
      ['schema.ts', 'lookbackHours'],
      ['lib/extraction.ts', 'configuration.lookbackHours'],
      // AWS carries it by the name of its variable.
      ['lib/extraction.ts', 'LOOKBACK_HOURS'],
      ['environment.ts', 'LOOKBACK_HOURS'],
      ['plan.ts', 'settings.lookbackHours'],
    ],
  },
  'An error': {
    length: 8,
    ties: [
      ['requester.ts', 'refusal.ts'],
      ['refusal.ts', 'TerminalError'],
      // Its event starts the function.
      ['run-events.ts', 'tell-failure'],
      ['tell-failure/handler.ts', 'readHistory'],
      ['tell-failure/handler.ts', 'run-history.ts'],
      ['tell-failure/handler.ts', 'failure-message.ts'],
      ['failure-message.ts', 'cause-sentence.ts'],
      ['tell-failure/handler.ts', 'topic.ts'],
    ],
  },
};

describe.each(Object.entries(WALKS))('the walk "%s" of CONTRIBUTING.md', (heading, { length, ties }) => {
  const files = walk(heading);
  const fileOf = (end: string): string | undefined => files.find((file) => `/${file}`.endsWith(`/${end}`));

  it(`has ${length} files, each of them there, none of them twice`, () => {
    expect(files).toHaveLength(length);
    expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
    expect(new Set(files).size).toBe(files.length);
  });

  it.each(ties)('is tied: %s names %s', (end, name) => {
    expect(textOf(fileOf(end) ?? '')).toContain(fileOf(name) === undefined ? name : nameOf(name));
  });

  it('has no file that nothing ties to the others', () => {
    const tied = ties.flat().map(fileOf);

    expect(files.filter((file) => !tied.includes(file))).toEqual([]);
  });
});
