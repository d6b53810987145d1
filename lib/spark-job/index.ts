export { S3A_LISTS, S3A_WRITES, s3aFolder } from './s3a';
export { SparkJob, type SparkJobRoleProps } from './spark-job';
