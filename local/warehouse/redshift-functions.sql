-- Redshift's functions that Postgres lacks or has otherwise, for the laptop's warehouse. On Redshift they are built in.
-- Each is held to the examples of its page below https://docs.aws.amazon.com/redshift/latest/dg/ by
-- test/local/warehouse/redshift-functions.test.ts. Calls that no function can be are written by redshift-calls.ts.

-- CONVERT_TIMEZONE: times are without a zone before and after; the first zone is UTC when left out.
create or replace function public.convert_timezone(source text, target text, at timestamp) returns timestamp
  language sql stable strict as $$ select timezone(target, timezone(source, at)) $$;
create or replace function public.convert_timezone(target text, at timestamp) returns timestamp
  language sql stable strict as $$ select timezone(target, timezone('UTC', at)) $$;

-- r_GETDATE: whole seconds in UTC, and the clock is that of the statement.
create or replace function public.getdate() returns timestamp
  language sql stable as $$ select date_trunc('second', timezone('UTC', statement_timestamp())) $$;

-- r_DATEADD_function: a leap day plus years is 1 March where there is none, plus months it is 28 February.
-- Neither this nor the next two are strict, and their intervals are constants: so Postgres writes them into the query. On
-- 200,000 rows that is 0.1 s instead of 3.3 s for dateadd, 1.0 s instead of 4.5 s for datediff (2026-11-26).
create or replace function public.dateadd(part text, n bigint, at timestamp) returns timestamp
  language sql immutable as $$
    select case part
      when 'year' then case
        when date_part('month', at) = 2 and date_part('day', at) = 29
          then at - interval '1 day' + n * interval '1 year' + interval '1 day'
        else at + n * interval '1 year'
      end
      when 'quarter' then at + n * interval '3 months'
      when 'month' then at + n * interval '1 month'
      when 'week' then at + n * interval '7 days'
      when 'day' then at + n * interval '1 day'
      when 'hour' then at + n * interval '1 hour'
      when 'minute' then at + n * interval '1 minute'
      when 'second' then at + n * interval '1 second'
      when 'millisecond' then at + n * interval '1 millisecond'
      when 'microsecond' then at + n * interval '1 microsecond'
    end
  $$;

-- r_DATEDIFF_function: the boundaries between the two. That a week begins on Sunday is not on the page.
create or replace function public.datediff(part text, one timestamp, other timestamp) returns bigint
  language sql immutable as $$
    select cast(case part
      when 'year' then date_part('year', other) - date_part('year', one)
      when 'quarter' then 4 * (date_part('year', other) - date_part('year', one)) + date_part('quarter', other) - date_part('quarter', one)
      when 'month' then 12 * (date_part('year', other) - date_part('year', one)) + date_part('month', other) - date_part('month', one)
      when 'week' then (cast(date_trunc('week', other + interval '1 day') as date) - cast(date_trunc('week', one + interval '1 day') as date)) / 7
      when 'day' then cast(other as date) - cast(one as date)
      when 'hour' then extract(epoch from date_trunc('hour', other) - date_trunc('hour', one)) / 3600
      when 'minute' then extract(epoch from date_trunc('minute', other) - date_trunc('minute', one)) / 60
      when 'second' then extract(epoch from date_trunc('second', other) - date_trunc('second', one))
      when 'millisecond' then extract(epoch from date_trunc('milliseconds', other) - date_trunc('milliseconds', one)) * 1000
      when 'microsecond' then extract(epoch from other - one) * 1000000
    end as bigint)
  $$;

-- r_ADD_MONTHS: the last day of a month leads to a last day.
create or replace function public.add_months(at timestamp, n bigint) returns timestamp
  language sql immutable as $$
    select case
      when extract(month from at + interval '1 day') <> extract(month from at)
        then date_trunc('month', at) + (n + 1) * interval '1 month' - interval '1 day' + (at - date_trunc('day', at))
      else at + n * interval '1 month'
    end
  $$;

-- r_LAST_DAY, r_TRUNC_date: a date of a timestamp. r_DATE_TRUNC: a timestamp, where Postgres gives one with a zone.
create or replace function public.last_day(at timestamp) returns date
  language sql immutable strict as $$ select cast(date_trunc('month', at) + interval '1 month' - interval '1 day' as date) $$;
create or replace function public.trunc(at timestamp) returns date
  language sql immutable strict as $$ select cast(at as date) $$;
create or replace function public.date_trunc(part text, day date) returns timestamp
  language sql immutable strict as $$ select date_trunc(part, cast(day as timestamp)) $$;

-- r_LEN, r_CHARINDEX.
create or replace function public.len(value text) returns integer
  language sql immutable strict as $$ select length(value) $$;
create or replace function public.charindex(part text, value text) returns integer
  language sql immutable strict as $$ select strpos(value, part) $$;

-- r_STRTOL, of hexadecimal digits: the load makes its digest with it, twice a fact. The cast refuses other digits; a
-- regular expression that does takes three times as long.
create or replace function public.strtol(value text, base integer) returns bigint
  language plpgsql immutable strict as $$
    declare digits text := case when value like '0x%' then substr(value, 3) else value end;
    begin
      if base <> 16 or octet_length(digits) not between 1 and 15 then
        raise exception 'strtol runs here for base 16 and 1 to 15 digits, not for % in base %', value, base;
      end if;
      return cast(cast('x' || lpad(digits, 16, '0') as bit(64)) as bigint);
    end
  $$;

-- r_MEDIAN: percentile_cont(0.5); a decimal of whole numbers and decimals, a double of doubles.
create or replace function public.middle_of(anyarray) returns anyarray
  language sql immutable strict as $$
    select array_agg(value)
    from (
      select value, row_number() over (order by value) as place, count(*) over () as n
      from unnest($1) as value
      where value is not null
    ) as ordered
    where place in ((n + 1) / 2, n / 2 + 1)
  $$;
create or replace function public.median_of(integer[]) returns numeric
  language sql immutable strict as $$ select trim_scale(avg(value)) from unnest(public.middle_of($1)) as value $$;
create or replace aggregate public.median(integer) (sfunc = array_append, stype = integer[], finalfunc = public.median_of);
create or replace function public.median_of(bigint[]) returns numeric
  language sql immutable strict as $$ select trim_scale(avg(value)) from unnest(public.middle_of($1)) as value $$;
create or replace aggregate public.median(bigint) (sfunc = array_append, stype = bigint[], finalfunc = public.median_of);
create or replace function public.median_of(numeric[]) returns numeric
  language sql immutable strict as $$ select trim_scale(avg(value)) from unnest(public.middle_of($1)) as value $$;
create or replace aggregate public.median(numeric) (sfunc = array_append, stype = numeric[], finalfunc = public.median_of);
create or replace function public.median_of(double precision[]) returns double precision
  language sql immutable strict as $$ select avg(value) from unnest(public.middle_of($1)) as value $$;
create or replace aggregate public.median(double precision) (sfunc = array_append, stype = double precision[], finalfunc = public.median_of);
create or replace function public.median_of(timestamp[]) returns timestamp
  language sql immutable strict as $$ select min(value) + (max(value) - min(value)) / 2 from unnest(public.middle_of($1)) as value $$;
create or replace aggregate public.median(timestamp) (sfunc = array_append, stype = timestamp[], finalfunc = public.median_of);
create or replace function public.median_of(date[]) returns date
  language sql immutable strict as $$ select min(value) + (max(value) - min(value)) / 2 from unnest(public.middle_of($1)) as value $$;
create or replace aggregate public.median(date) (sfunc = array_append, stype = date[], finalfunc = public.median_of);

-- r_LISTAGG: nulls and empty texts are left out; a longer list than a varchar can hold is an error.
create or replace function public.list_with(list text, value anyelement, delimiter text) returns text
  language sql immutable as $$
    select case
      when value is null or cast(value as text) = '' then list
      else coalesce(list || coalesce(delimiter, ''), '') || cast(value as text)
    end
  $$;
create or replace function public.list_with(list text, value anyelement) returns text
  language sql immutable as $$ select public.list_with(list, value, '') $$;
create or replace function public.list_of(list text) returns text
  language plpgsql immutable as $$
    begin
      if octet_length(list) > 65535 then raise exception 'Result size exceeds LISTAGG limit'; end if;
      return list;
    end
  $$;
create or replace aggregate public.listagg(anyelement, text) (sfunc = public.list_with, stype = text, finalfunc = public.list_of);
create or replace aggregate public.listagg(anyelement) (sfunc = public.list_with, stype = text, finalfunc = public.list_of);
