- dashboard: air_quality
  title: Air quality
  description: Local days of each city, beside guidelines, limits and the US EPA AQI.
  layout: newspaper
  filters:
  - name: Days
    title: Days (local)
    type: date_filter
    default_value: 30 days ago for 30 days
  - name: City
    title: City
    type: field_filter
    default_value: ''
    model: openaq
    explore: city_days
    field: city_days.city

  elements:
  - name: how_to_read
    type: text
    title_text: Days on the clock of each city
    body_text: >-
      A day counts from 18 of 24 hours; a day that does not has no mean and no index. Concentrations are in ug/m3. The
      index is the US EPA AQI, its colour never alone. A day above a limit is an exceedance, not yet a breach. Years and
      publications stand in the explores Limits and AQI breakpoints.
    row: 0
    col: 0
    width: 24
    height: 3

  - name: aqi_calendar
    title: US EPA AQI by day
    note_display: hover
    note_text: The index of the worst station. An empty day has no index.
    type: looker_grid
    model: openaq
    explore: city_aqi_days
    fields: [dim_cities.display_name, city_aqi_days.local_month, city_aqi_days.local_day_of_month, city_aqi_days.max_aqi]
    pivots: [city_aqi_days.local_day_of_month]
    sorts: [city_aqi_days.local_day_of_month, dim_cities.display_name, city_aqi_days.local_month]
    listen: {Days: city_aqi_days.local_date, City: city_aqi_days.city}
    row: 3
    col: 0
    width: 24
    height: 7

  - name: stations_map
    title: PM2.5 by station, mean of station days (ug/m3)
    type: looker_map
    model: openaq
    explore: station_days
    fields:
    - dim_locations.position
    - dim_locations.location_name
    - dim_locations.kind
    - station_days.average_mean
    - station_days.count_complete
    filters: {station_days.pollutant: pm25, station_days.is_complete: 'Yes'}
    sorts: [station_days.average_mean desc]
    listen: {Days: station_days.local_date, City: station_days.city}
    row: 10
    col: 0
    width: 10
    height: 9

  - name: pm25_by_day
    title: PM2.5 by day, mean of the stations (ug/m3)
    type: looker_line
    model: openaq
    explore: city_days
    fields: [city_days.local_date, dim_cities.display_name, city_days.average_mean]
    pivots: [dim_cities.display_name]
    fill_fields: [city_days.local_date]
    filters: {city_days.pollutant: pm25}
    sorts: [city_days.local_date, dim_cities.display_name]
    reference_lines:
    - {reference_type: line, line_value: '15', label: 'WHO 2021, 24 h', label_position: right, color: '#B32F37'}
    - {reference_type: line, line_value: '50', label: 'QCVN 05:2013, 24 h', label_position: right, color: '#5A2FC2'}
    listen: {Days: city_days.local_date, City: city_days.city}
    row: 10
    col: 10
    width: 14
    height: 9

  - name: exceedances
    title: Station days above a limit
    type: looker_grid
    model: openaq
    explore: station_limit_days
    fields:
    - dim_cities.display_name
    - station_limit_days.standard
    - dim_pollutants.pollutant_name
    - station_limit_days.averaging
    - station_limit_days.limit_ug_m3
    - station_limit_days.count_exceedance_days
    - station_limit_days.count_judged_days
    - station_limit_days.exceedance_share
    - station_limit_days.max_times_limit
    sorts: [dim_cities.display_name, station_limit_days.count_exceedance_days desc]
    listen: {Days: station_limit_days.local_date, City: station_limit_days.city}
    row: 19
    col: 0
    width: 14
    height: 9

  - name: exceedances_by_standard
    title: City days above a limit, by standard
    note_display: hover
    note_text: Days on which any station is above any limit of the standard.
    type: looker_column
    model: openaq
    explore: station_limit_days
    fields: [dim_cities.display_name, station_limit_days.standard, station_limit_days.count_city_exceedance_days]
    pivots: [station_limit_days.standard]
    sorts: [dim_cities.display_name, station_limit_days.standard]
    listen: {Days: station_limit_days.local_date, City: station_limit_days.city}
    row: 19
    col: 14
    width: 10
    height: 9

  - name: aqi_of_days
    title: The days with the highest index
    type: looker_grid
    model: openaq
    explore: city_aqi_days
    fields:
    - city_aqi_days.local_date
    - dim_cities.display_name
    - city_aqi_days.max_aqi
    - city_aqi_days.worst_category
    - city_aqi_days.dominant_pollutant
    - city_aqi_days.dominant_averaging
    - city_aqi_days.dominant_value_ug_m3
    sorts: [city_aqi_days.max_aqi desc]
    limit: 20
    listen: {Days: city_aqi_days.local_date, City: city_aqi_days.city}
    row: 28
    col: 0
    width: 14
    height: 9

  - name: hours_of_the_day
    title: PM2.5 by hour of the day, local clock (ug/m3)
    note_display: hover
    note_text: Over all days of the warehouse, whatever days are chosen above.
    type: looker_line
    model: openaq
    explore: city_hour_profiles
    fields: [city_hour_profiles.hour_of_day, dim_cities.display_name, city_hour_profiles.average_value]
    pivots: [dim_cities.display_name]
    filters: {city_hour_profiles.pollutant: pm25, city_hour_profiles.clock: local}
    sorts: [city_hour_profiles.hour_of_day, dim_cities.display_name]
    listen: {City: city_hour_profiles.city}
    row: 28
    col: 14
    width: 10
    height: 9

  - name: means_by_pollutant
    title: Mean of city days by pollutant (ug/m3)
    type: looker_grid
    model: openaq
    explore: city_days
    fields: [dim_cities.display_name, city_days.time_zone, dim_pollutants.pollutant_name, city_days.average_mean]
    pivots: [dim_pollutants.pollutant_name]
    filters: {city_days.pollutant: ''}
    sorts: [dim_pollutants.pollutant_name, dim_cities.display_name]
    listen: {Days: city_days.local_date, City: city_days.city}
    row: 37
    col: 0
    width: 24
    height: 5

  - name: years_beside_limits
    title: Annual means beside limits, complete years
    note_display: hover
    note_text: Over all years of the warehouse, whatever days are chosen above.
    type: looker_grid
    model: openaq
    explore: station_limit_years
    fields:
    - dim_cities.display_name
    - dim_locations.location_name
    - dim_pollutants.pollutant_name
    - station_limit_years.local_year
    - station_limit_years.mean_ug_m3
    - station_limit_years.standard
    - station_limit_years.limit_ug_m3
    - station_limit_years.is_exceeded
    - station_limit_years.times_limit
    sorts: [station_limit_years.local_year desc, dim_cities.display_name, dim_locations.location_name]
    listen: {City: station_limit_years.city}
    row: 42
    col: 0
    width: 24
    height: 6

  - name: sources
    type: text
    title_text: Whose data these are
    body_text: >-
      The measurements come by way of OpenAQ (https://openaq.org) from the providers below, under their licences. Whoever
      shows these figures elsewhere names whom the column Attribution names. Regulatory stations and low-cost sensors do
      not measure alike.
    row: 48
    col: 0
    width: 24
    height: 3

  - name: attribution
    title: Stations, with licence and attribution
    type: looker_grid
    model: openaq
    explore: station_freshness
    fields:
    - dim_cities.display_name
    - dim_locations.location_id
    - dim_locations.location_name
    - dim_locations.kind
    - dim_locations.provider
    - dim_locations.owner
    - dim_locations.licenses
    - dim_locations.attribution
    sorts: [dim_cities.display_name, dim_locations.location_name]
    limit: 500
    listen: {City: station_freshness.city}
    row: 51
    col: 0
    width: 24
    height: 9
