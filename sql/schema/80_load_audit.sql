-- What each run did, row counts at every step.
-- grain: one row per run. key: run_id, kept unique by the load.
-- inputs: the run itself (window, cities, rows_extracted, values_nulled, requests), stage_counts, and the counts of the load.
-- re-run: does nothing when the table exists.
-- why: sql/checks proves from this row that nothing was lost on the way, and Looker refreshes
--      its caches when max(loaded_at) moves.
create table if not exists openaq.load_audit (
  run_id varchar(100) not null,
  -- Half-open, [window_start, window_end), in UTC.
  window_start timestamp not null,
  window_end timestamp not null,
  -- The names, joined by commas.
  cities varchar(65535) not null,
  rows_extracted bigint not null,
  rows_read bigint not null,
  rows_staged bigint not null,
  rows_duplicate bigint not null,
  rows_rejected bigint not null,
  rows_loaded bigint not null,
  -- Fact rows whose place the rows of this run took.
  rows_replaced bigint not null,
  -- Implausible values that extraction turned into null.
  values_nulled bigint not null,
  -- Requests sent to OpenAQ.
  requests bigint not null,
  started_at timestamp not null,
  loaded_at timestamp default getdate(),
  primary key (run_id)
)
diststyle all
sortkey (loaded_at);
