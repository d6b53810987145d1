import { parquetReadObjects } from 'hyparquet';

/**
 * The rows of a Parquet file, every column decoded, so that damage anywhere in it is found; a timestamp is a Date. By another
 * package than the one that writes: parquetjs-lite 0.8.7 does not read the timestamps of its own files.
 *
 * @throws Error when the bytes are no Parquet file or a page cannot be decoded
 */
export const readParquet = ({ buffer, byteOffset, byteLength }: Uint8Array): Promise<unknown[]> =>
  parquetReadObjects({ file: buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer });
