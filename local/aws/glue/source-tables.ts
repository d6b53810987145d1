const ROW = {
  location_id: 'INTEGER',
  city: 'VARCHAR',
  country: 'VARCHAR',
  latitude: 'DOUBLE',
  longitude: 'DOUBLE',
  extracted_at: 'TIMESTAMP',
} as const;

/** A table of the catalog that the job reads: the view it becomes, the columns it must have, and its partition columns. */
export interface SourceTable {
  readonly view: string;
  readonly table: string;
  readonly columns: Readonly<Record<string, string>>;
  readonly partitionKeys: readonly string[];
}

/** The same tables as `SOURCES` in `glue_jobs/openaq_to_redshift.py`, in DuckDB's type names. */
export const SOURCE_TABLES: readonly SourceTable[] = [
  {
    view: 'source_measurements',
    table: 'aq_airquality',
    columns: {
      ...ROW,
      measurement_datetime: 'TIMESTAMP',
      pm25: 'DOUBLE',
      pm10: 'DOUBLE',
      o3: 'DOUBLE',
      no2: 'DOUBLE',
      so2: 'DOUBLE',
      co: 'DOUBLE',
    },
    partitionKeys: ['partition_0', 'year', 'month', 'day'],
  },
  {
    view: 'source_locations',
    table: 'aq_locations',
    columns: { ...ROW, location_name: 'VARCHAR', is_active: 'BOOLEAN' },
    partitionKeys: ['partition_0'],
  },
];
