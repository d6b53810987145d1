-- What the Glue job counted, kept until the load copies it into load_audit.
-- grain: one row per run. key: run_id. law: rows_read = rows_staged + rows_duplicate + rows_rejected.
-- inputs: the Glue job, which first deletes what an earlier attempt of the same run left.
-- re-run: does nothing when the table exists.
-- why: the job counts what it read. Counting the staged rows again in SQL could not reveal a row that was lost.
create table if not exists openaq.stage_counts (
  run_id varchar(100) not null,
  rows_read bigint not null,
  rows_staged bigint not null,
  rows_duplicate bigint not null,
  rows_rejected bigint not null,
  locations_staged bigint not null
)
diststyle all
sortkey (run_id);
