import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { PlanWithoutItems } from '../../lambdas/shared/domain/plan';
import type { RunSource } from '../../lambdas/shared/domain/run-source';
import type { LocalFolder } from '../folder/folder';
import { writeArchiveMirror } from '../openaq-replay/archive-mirror';
import { UsageError } from './run-options';

/** The options of `openaq local` that choose the archive. */
interface ArchiveOptions {
  readonly source: RunSource;
  readonly archiveDir?: string;
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/** Refuses a mirror that is none, before anything is made. @throws UsageError */
export const checkArchive = ({ source, archiveDir }: ArchiveOptions): void => {
  if (archiveDir === undefined) return;
  const option = `--archive-dir ${JSON.stringify(archiveDir)}`;
  if (source !== 'archive') throw new UsageError([`${option} is for --source archive alone: give both, or neither`]);
  if (!isFolder(join(resolve(archiveDir), 'records', 'csv.gz'))) {
    throw new UsageError([
      `${option} is no mirror of OpenAQ's archive: expected a folder with records/csv.gz/locationid=.../ in it, as "aws s3 sync --no-sign-request s3://openaq-data-archive/records/csv.gz/locationid=<id> <dir>/records/csv.gz/locationid=<id>" makes it`,
    ]);
  }
};

/** The mirror that a run reads: the given one, or one of the recorded hours of its window, which is made now. */
export const archiveOf = (
  { archiveDir }: ArchiveOptions,
  { archive }: Pick<LocalFolder, 'archive'>,
  { window }: Pick<PlanWithoutItems, 'window'>,
): string => {
  if (archiveDir !== undefined) return resolve(archiveDir);
  writeArchiveMirror(archive, window);
  return archive;
};
