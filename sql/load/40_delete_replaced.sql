-- Removes the fact rows that this run replaces.
-- grain: fact rows. key: (location_id, measurement_datetime). inputs: staged_keys.
-- re-run: deletes what the earlier run inserted, which the next statement inserts again.
-- why: by key and not by window, so that an hour that OpenAQ no longer reports keeps its last known values
--      (docs/adr/0003-delete-and-insert-load.md).
delete from openaq.fact_measurements
using staged_keys
where fact_measurements.location_id = staged_keys.location_id
  and fact_measurements.measurement_datetime = staged_keys.measurement_datetime;
