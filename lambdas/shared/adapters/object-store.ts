import { GetObjectCommand, PutObjectCommand, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import { errorName, TransientError } from '../domain/errors';

/** An object as a listing tells of it. */
export interface ListedObject {
  readonly key: string;
  /** When it was put last, in milliseconds since the epoch. */
  readonly writtenAtMs: number;
}

/** Where objects are kept. Every failure is an ObjectStoreUnavailableError. */
export interface ObjectStore {
  /** Writes the whole object under the key, replacing what was there. Safe to repeat. */
  put(key: string, body: Uint8Array): Promise<void>;
  /** The object as it was put last. */
  get(key: string): Promise<Uint8Array>;
  /** The objects whose keys begin with the prefix, a folder that ends with `/`; a request for each thousand. */
  list(prefix: string): Promise<ListedObject[]>;
}

/** With the name that S3 gives the error, such as AccessDenied: without it nobody knows what to mend. */
const unavailable = (what: string, cause: unknown): TransientError =>
  new TransientError('ObjectStoreUnavailableError', `${what}: ${errorName(cause)}`, { cause });

/** S3, with the SDK's own retries behind it. */
export const createS3ObjectStore = (client: S3Client, bucket: string): ObjectStore => ({
  put: async (key, body) => {
    try {
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body }));
    } catch (cause) {
      throw unavailable(`S3 did not take s3://${bucket}/${key}`, cause);
    }
  },
  get: async (key) => {
    try {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      // Absent by its type only: an empty object has an empty body.
      return await (Body as NonNullable<typeof Body>).transformToByteArray();
    } catch (cause) {
      throw unavailable(`S3 did not give s3://${bucket}/${key}`, cause);
    }
  },
  list: async (prefix) => {
    try {
      const listed: ListedObject[] = [];
      for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix })) {
        for (const { Key = '', LastModified } of Contents) listed.push({ key: Key, writtenAtMs: Number(LastModified) });
      }
      return listed;
    } catch (cause) {
      throw unavailable(`S3 did not list s3://${bucket}/${prefix}`, cause);
    }
  },
});
