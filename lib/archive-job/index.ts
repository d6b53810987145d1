export { ArchiveJob } from './archive-job';
export { ARCHIVE_BUCKET, ARCHIVE_FILES } from './role';
