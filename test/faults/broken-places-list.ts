import { rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Tried } from './tried';

/** A warehouse whose files are not as the database left them. */
interface BrokenWarehouse extends Tried {
  /** @param pgdata the database's own folder */
  readonly damage: (pgdata: string) => void;
}

const DAMAGES: readonly (readonly [what: string, damage: BrokenWarehouse['damage']])[] = [
  ['the control file is gone', (pgdata) => rmSync(join(pgdata, 'global/pg_control'))],
  ['the control file is cut', (pgdata) => truncateSync(join(pgdata, 'global/pg_control'), 100)],
  ['the write-ahead log is gone', (pgdata) => rmSync(join(pgdata, 'pg_wal'), { recursive: true })],
  ['the version is another', (pgdata) => writeFileSync(join(pgdata, 'PG_VERSION'), '12\n')],
];

/** Files of the warehouse that are removed or cut between two runs. */
export const BROKEN_WAREHOUSES: readonly BrokenWarehouse[] = DAMAGES.map(([what, damage]) => ({
  where: 'the folder of the warehouse',
  what,
  outcome: 'one sentence says so and what to delete; the run after that leaves what an untroubled run leaves',
  damage,
}));

/** A disk without room, which needs root to be made. */
interface FullDisk extends Tried {
  /** Kilobytes of the disk. */
  readonly size: number;
  /** When something else fills it, behind a run that went right. @default - no run has been there */
  readonly filled?: 'between two runs' | 'while OpenAQ is asked';
  readonly says: RegExp;
}

export const FULL_DISKS: readonly FullDisk[] = [
  {
    where: 'the disk',
    what: 'is too small for the warehouse',
    outcome: 'one sentence says so; on a larger disk a run leaves what an untroubled run leaves',
    size: 6_000,
    says: /^\[FAIL\] {4}cannot write the warehouse in \S+: [^\n]+: No space left on device; it needs tar and 16 MB/,
  },
  {
    where: 'the disk',
    what: 'is full in the middle of a run, by what it loads',
    outcome:
      'red and told once, where Postgres would panic; on a larger disk a run leaves what an untroubled run leaves',
    size: 13_000,
    says: /^\[WARNING\] Notification: OpenAQ pipeline: TransformToStaging failed: States\.TaskFailed$/,
  },
  {
    where: 'the disk',
    what: 'is filled by something else between two runs, to its last byte',
    outcome: 'one sentence says so, and not to delete what is whole; with room again a run goes right',
    size: 60_000,
    filled: 'between two runs',
    says: /^\[FAIL\] {4}the warehouse in \S+ cannot be opened on a full disk \([^\n]+\); make room and run again/,
  },
  {
    where: 'the disk',
    what: 'is filled while a run asks OpenAQ',
    outcome: 'red and told once; with room again a run leaves what an untroubled run leaves',
    size: 60_000,
    filled: 'while OpenAQ is asked',
    says: /^\[WARNING\] Notification: OpenAQ pipeline: Extract failed [^\n]+$/,
  },
];
