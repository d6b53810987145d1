-- Puts clocks into dim_cities, as a list of city=time zone, joined by commas.
-- grain: a city of the list. key: its name. inputs: sql/cities, which the configuration fills in.
-- re-run: replaces the procedure. It writes where a clock is missing or another, so most runs write nothing.
-- why: delete and insert, as everywhere. A city that is not in the list keeps the clock that it has.
create or replace procedure openaq.set_time_zones(city_time_zones varchar(65535))
as $$
declare
  place integer := 1;
  pair varchar(256);
  known integer;
begin
  pair := split_part(city_time_zones, ',', 1);
  while pair <> '' loop
    select into known count(*)
    from openaq.dim_cities
    where city = split_part(pair, '=', 1) and time_zone = split_part(pair, '=', 2);
    if known = 0 then
      delete from openaq.dim_cities where city = split_part(pair, '=', 1);
      insert into openaq.dim_cities (city, time_zone, source)
      values (split_part(pair, '=', 1), split_part(pair, '=', 2), 'cdk.json');
    end if;
    place := place + 1;
    pair := split_part(city_time_zones, ',', place);
  end loop;
end;
$$ language plpgsql;
