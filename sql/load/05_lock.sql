-- Makes loads wait for each other.
-- grain: the transaction. key: none. inputs: the four tables that Glue writes and the load empties.
-- re-run: harmless, the lock ends with the transaction.
-- why: first of all statements, because Redshift takes the snapshot of a transaction at its first query: a load that
--      waits here reads what the load before it committed, instead of failing with a serialization error. No table
--      that dashboards read is locked, since a locked table makes its readers wait.
lock table
  openaq.stage_measurements,
  openaq.stage_locations,
  openaq.stage_counts,
  openaq.rejected_measurements;
