import { mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { airQualityKey, locationsKey } from '../../lambdas/shared/domain/object-keys';
import type { Trouble } from '../support/fault-bench';
import type { Laptop } from '../support/laptop-run';
import { stage } from '../support/warehouse-run';
import { type Fault, faultOf, type Survived } from './fault';
import { BUCKET } from './half-way-list';

const DAY = airQualityKey('Hanoi', '2024-01-15');
const OTHER_DAY = airQualityKey('Hanoi', '2024-01-16');

type Damage = readonly [what: string, damage: (file: string) => void];

const HTML = '<html><body>502 Bad Gateway</body></html>';

const DAMAGES: readonly Damage[] = [
  ['is cut in its middle', (file) => truncateSync(file, 500)],
  ['is empty', (file) => truncateSync(file, 0)],
  ['holds HTML instead of Parquet', (file) => writeFileSync(file, HTML)],
  ['is gone', (file) => rmSync(file)],
];

const pathOf = ({ folder }: Laptop, key: string): string => join(folder.buckets, BUCKET, key);

/** Something happens to an object between the extraction that wrote it and the crawl. */
const damaged = (key: string, damage: (file: string) => void): Trouble => {
  let file = '';
  return {
    obstruct: (laptop) => {
      file = pathOf(laptop, key);
      return () => {};
    },
    around: async (state, answer) => {
      if (state === 'StartCrawler') damage(file);
      return answer();
    },
  };
};

/** The lake loses or spoils what a run has just written: the job must notice, whatever it is. */
export const DAMAGED_OBJECTS: readonly Fault[] = [DAY, OTHER_DAY].flatMap((key) =>
  DAMAGES.map(([what, damage]) =>
    faultOf({
      where: key,
      what: `the object ${what} when the crawl begins`,
      state: 'TransformToStaging',
      error: 'States.TaskFailed',
      trouble: () => damaged(key, damage),
      redrive: 'fails again',
    }),
  ),
);

const survived = (where: string, what: string, obstruct: NonNullable<Trouble['obstruct']>): Survived => ({
  where,
  what: `${what} when a run begins`,
  outcome: 'green; leaves what an untroubled run leaves',
  trouble: () => ({ obstruct }),
});

const spoiled = (key: string, content: string) => (laptop: Laptop) => {
  const file = pathOf(laptop, key);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return () => {};
};

/** What a dead run may have left, where the next run must neither use it nor stumble over it. */
export const LEFTOVERS: readonly Survived[] = [
  survived(DAY, 'the object of an earlier run is no Parquet', spoiled(DAY, HTML)),
  survived(DAY, 'the object of an earlier run is empty', spoiled(DAY, '')),
  survived(locationsKey('Hanoi'), 'the object of an earlier run is no Parquet', spoiled(locationsKey('Hanoi'), HTML)),
  survived('catalog.json', 'the catalog is cut in its middle', ({ folder }) => {
    writeFileSync(folder.catalog, '{"Databases":{"openaq_database":{"aq_airq');
    return () => {};
  }),
  survived('glue/', 'files of a dead job stand in its work folder', ({ folder }) => {
    mkdirSync(join(folder.glue, 'jr_dead', '1-stage_measurements'), { recursive: true });
    writeFileSync(join(folder.glue, 'jr_dead', '1-stage_measurements.json'), '{"dbtable":');
    return () => {};
  }),
  survived(
    'stage_measurements',
    'a dead run has staged other values for its hours and other stations',
    async (laptop) => {
      await stage(laptop.warehouse(), {
        runId: 'dead',
        measurements: [
          { locationId: 1, hour: '2024-01-15 21:00:00', pm25: 999 },
          { locationId: 7, hour: '2024-01-15 21:00:00', pm25: 999 },
        ],
        // Newer than any answer, so that nothing but its run keeps it out.
        extractedAt: '2099-01-01 00:00:00',
      });
      return () => {};
    },
  ),
];
