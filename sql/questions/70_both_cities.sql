-- In how many hours was the air of Hanoi worse than that of Ho Chi Minh City?
with hours as (
  select
    measurement_datetime,
    avg(case when city = 'Hanoi' then value_ug_m3 end) as hanoi,
    avg(case when city = 'Ho Chi Minh City' then value_ug_m3 end) as ho_chi_minh_city
  from openaq.hourly_values
  where pollutant = 'pm25'
  group by measurement_datetime
)

select
  count(*) as hours_of_both,
  sum(case when hanoi > ho_chi_minh_city then 1 else 0 end) as hanoi_worse,
  round(avg(hanoi - ho_chi_minh_city), 1) as mean_difference_ug_m3
from hours
where hanoi is not null and ho_chi_minh_city is not null;
