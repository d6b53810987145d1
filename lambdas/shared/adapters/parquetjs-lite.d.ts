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

  /** A column of a page: primitive values without nulls, and a definition level for each row. */
  export interface ColumnData {
    readonly values: unknown[];
    readonly distinct_values: Set<unknown>;
    readonly dlevels: number[];
    /** Of repeated fields only. */
    readonly rlevels: number[];
    readonly count: number;
  }

  /** Rows that are in no page yet, and the pages of the row group. */
  export interface RowBuffer {
    readonly rowCount: number;
    readonly pageRowCount: number;
    readonly columnData: Record<string, ColumnData>;
    readonly pages: Record<string, unknown[]>;
  }

  export class ParquetWriter {
    /** Empty at the start of a row group. */
    rowBuffer: Partial<RowBuffer>;
    static openStream(
      schema: ParquetSchema,
      stream: Writable,
      options: { useDataPageV2: boolean; pageIndex: boolean; pageSize: number; rowGroupSize: number },
    ): Promise<ParquetWriter>;
    appendRow(row: Record<string, unknown>): Promise<void>;
    close(): Promise<void>;
  }
}
