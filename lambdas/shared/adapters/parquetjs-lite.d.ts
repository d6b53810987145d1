/** The part of parquetjs-lite 0.8.7 that `parquet.ts` uses; the package ships no types. */
declare module 'parquetjs-lite' {
  import type { Writable } from 'node:stream';

  export interface FieldDefinition {
    type: 'BOOLEAN' | 'INT32' | 'DOUBLE' | 'UTF8' | 'TIMESTAMP_MILLIS';
    optional: boolean;
    compression: 'SNAPPY';
  }

  export class ParquetSchema {
    constructor(fields: Record<string, FieldDefinition>);
  }

  export class ParquetWriter {
    static openStream(
      schema: ParquetSchema,
      stream: Writable,
      options: { useDataPageV2: boolean; rowGroupSize: number },
    ): Promise<ParquetWriter>;
    appendRow(row: Record<string, unknown>): Promise<void>;
    close(): Promise<void>;
  }
}
