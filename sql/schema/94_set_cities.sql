-- Puts cities into dim_cities, as lines of city=time zone=name to show.
-- grain: a city of the list. key: its name. inputs: sql/cities, which the configuration fills in.
-- re-run: replaces the procedure. It writes where a clock or a name is missing or another, so most runs write nothing.
-- why: delete and insert, as everywhere. A city that is not in the list keeps what it has, and one without a time zone
--      there keeps its clock, UTC where it has none. The name to show comes last because it alone may hold an equals
--      sign, and lines because no name holds the end of one.
create or replace procedure openaq.set_cities(cities varchar(65535))
as $$
declare
  place integer := 1;
  line varchar(512);
  city_name varchar(100);
  clock varchar(64);
  clock_source varchar(255);
  shown varchar(255);
  known integer;
begin
  line := split_part(cities, chr(10), 1);
  while line <> '' loop
    city_name := split_part(line, '=', 1);
    clock := split_part(line, '=', 2);
    shown := substring(line, char_length(city_name) + char_length(clock) + 3);
    clock_source := 'cdk.json';
    if clock = '' then
      select into clock, clock_source coalesce(max(time_zone), 'UTC'), coalesce(max(source), 'none in cdk.json')
      from openaq.dim_cities
      where city = city_name;
    end if;
    select into known count(*)
    from openaq.dim_cities
    where city = city_name and time_zone = clock and display_name = shown;
    if known = 0 then
      delete from openaq.dim_cities where city = city_name;
      insert into openaq.dim_cities (city, time_zone, source, display_name)
      values (city_name, clock, clock_source, shown);
    end if;
    place := place + 1;
    line := split_part(cities, chr(10), place);
  end loop;
end;
$$ language plpgsql;
