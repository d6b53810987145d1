-- A digest of the facts in the window and the cities of this run, as the load leaves them.
-- grain: one row. key: none needed. inputs: fact_measurements, this_run.
-- re-run: a temporary table, gone with the session. The same facts have the same digest, whichever run loaded them.
-- why: two loads, two engines and two warehouses are compared by one word. Nothing of the load itself is in it, run,
--      instants and row numbers. A sum of hashes needs no order and no list of all rows, which Redshift cannot make. Of
--      the 128 bits of a hash 120 count, in two parts of 60, because strtol gives a signed integer of 64.
create temp table fact_digest as
with hashed as (
  select
    md5(
      cast(fact.location_id as varchar(20))
      || '|' || to_char(fact.measurement_datetime, 'YYYYMMDDHH24MISS')
      || '|' || coalesce(cast(fact.pm25 as varchar(20)), '-')
      || '|' || coalesce(cast(fact.pm10 as varchar(20)), '-')
      || '|' || coalesce(cast(fact.o3 as varchar(20)), '-')
      || '|' || coalesce(cast(fact.no2 as varchar(20)), '-')
      || '|' || coalesce(cast(fact.so2 as varchar(20)), '-')
      || '|' || coalesce(cast(fact.co as varchar(20)), '-')
      || '|' || coalesce(cast(fact.latitude as varchar(20)), '-')
      || '|' || coalesce(cast(fact.longitude as varchar(20)), '-')
      || '|' || coalesce(fact.city, '-')
      || '|' || coalesce(fact.country, '-')
    ) as row_hash
  from openaq.fact_measurements as fact
  inner join this_run
    on fact.measurement_datetime >= this_run.window_start
    and fact.measurement_datetime < this_run.window_end
    and strpos(',' || this_run.cities || ',', ',' || fact.city || ',') > 0
),

sums as (
  select
    count(*) as hashed_rows,
    coalesce(sum(cast(strtol(substring(row_hash, 1, 15), 16) as decimal(38, 0))), 0) as first_part,
    coalesce(sum(cast(strtol(substring(row_hash, 16, 15), 16) as decimal(38, 0))), 0) as second_part
  from hashed
)

select
  left(
    md5(
      cast(hashed_rows as varchar(40))
      || '|' || cast(first_part as varchar(40))
      || '|' || cast(second_part as varchar(40))
    ),
    16
  ) as fact_digest
from sums;
