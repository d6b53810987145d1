-- Which answer of OpenAQ the facts of a location and UTC date are from.
-- grain: one row per location and UTC date. key: (location_id, measurement_date), kept unique by the load.
-- inputs: stage_location_days, through sql/load.
-- re-run: does nothing when the table exists.
-- why: the facts follow the newest complete answer. A day from which OpenAQ has withdrawn every hour has no fact that
--      could say so, hence a table of its own (docs/adr/0013-newest-answer.md).
create table if not exists openaq.location_days (
  location_id integer not null,
  measurement_date date not null,
  -- When the answer was complete (UTC).
  extracted_at timestamp not null,
  -- The run that loaded it.
  run_id varchar(100) not null
)
diststyle key
distkey (location_id)
sortkey (measurement_date);
