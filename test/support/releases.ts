import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const RELEASES = join(__dirname, '../fixtures/releases');

/** Versions whose schema and lake are kept, oldest first. */
export const RELEASED_VERSIONS = readdirSync(RELEASES)
  .filter((name) => /^\d/.test(name))
  .sort();

/** The statements with which a version prepared its warehouse. */
export const releasedSchema = (version: string): string[] =>
  readdirSync(join(RELEASES, version, 'schema'))
    .sort()
    .map((file) => readFileSync(join(RELEASES, version, 'schema', file), 'utf8'));

/** The folder of Parquet objects that a version wrote, keys as in the bucket. */
export const releasedLake = (version: string): string => join(RELEASES, version, 'lake');

/** The CloudFormation template that a version deployed by default, without its metadata. */
export const releasedTemplate = (version: string): string =>
  readFileSync(join(RELEASES, version, 'template.json'), 'utf8');
