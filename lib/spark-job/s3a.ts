import type * as s3 from 'aws-cdk-lib/aws-s3';

/*
 * Glue 5.1 reads and writes S3 through Hadoop's S3A. Its documented minimum ("Restricting S3A operations through AWS
 * Policies", hadoop-aws/assumed_roles.md) names whole families (s3:Get*, s3:Put*, s3:Delete*); these are the actions of it
 * that apply to objects without tags, ACLs and versions.
 */

/**
 * On a bucket. No condition on the prefix may go with the list: S3 answers the HEAD of a name that does not exist with 404
 * to those alone who may list the bucket, and a HEAD carries no prefix.
 */
export const S3A_LISTS = ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'];

/** On a folder in which objects are written, and replaced. */
export const S3A_WRITES = ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'];

/** A folder as S3A asks for it: the name itself, which it takes for a file first, and what is below. */
export const s3aFolder = (bucket: s3.IBucket, prefix: string): string[] => [
  bucket.arnForObjects(prefix.replace(/\/$/, '')),
  bucket.arnForObjects(`${prefix}*`),
];
