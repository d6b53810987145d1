-- Makes loads wait for each other, and for a Glue job that is writing.
-- grain: the transaction. key: none. inputs: the five tables that Glue writes and the load empties.
-- re-run: harmless, the lock ends with the transaction.
-- why: first of all statements, because Redshift takes the snapshot of a transaction at its first query: a load that
--      waits here reads what the load before it committed, instead of failing with a serialization error. No table
--      that dashboards read is locked, since a locked table makes its readers wait. The order is that in which the
--      Glue job locks (outputs of sql/transform/lake.json): two transactions that lock in different orders end in a deadlock.
lock table
  openaq.stage_measurements,
  openaq.stage_locations,
  openaq.stage_location_days,
  openaq.rejected_measurements,
  openaq.stage_counts;
