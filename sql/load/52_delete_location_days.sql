-- Forgets which answers the facts of these location-days came from.
-- grain: location-days. key: (location_id, measurement_date). inputs: newest_days.
-- re-run: the next statement remembers them again.
-- why: delete and insert instead of merge, the same two steps on every engine.
delete from openaq.location_days
using newest_days
where location_days.location_id = newest_days.location_id
  and location_days.measurement_date = newest_days.measurement_date;
