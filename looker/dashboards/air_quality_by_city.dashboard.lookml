- dashboard: air_quality_by_city
  title: Air quality by city
  description: Concentrations in ug/m3 by city, by the local time of Vietnam (UTC+7).
  layout: newspaper
  filters:
  - name: Days
    title: Days (local)
    type: field_filter
    default_value: 7 days ago for 7 days
    model: openaq
    explore: fact_measurements
    field: fact_measurements.measurement_local_date
  - name: City
    title: City
    type: field_filter
    default_value: ''
    model: openaq
    explore: fact_measurements
    field: fact_measurements.city

  elements:
  - name: daily_pm25
    title: PM2.5, daily mean (ug/m3)
    note_display: hover
    note_text: The line is the guideline of the WHO (2021) for a mean of 24 hours, 15 ug/m3.
    type: looker_line
    model: openaq
    explore: fact_measurements
    fields: [fact_measurements.measurement_local_date, fact_measurements.city, fact_measurements.average_pm25]
    pivots: [fact_measurements.city]
    fill_fields: [fact_measurements.measurement_local_date]
    sorts: [fact_measurements.measurement_local_date, fact_measurements.city]
    reference_lines:
    - {reference_type: line, line_value: '15', label: WHO 24 h, label_position: right, color: '#B32F37'}
    listen: {Days: fact_measurements.measurement_local_date, City: fact_measurements.city}
    row: 0
    col: 0
    width: 12
    height: 8

  - name: pm25_by_hour_of_day
    title: PM2.5, mean by hour of day (ug/m3)
    type: looker_line
    model: openaq
    explore: fact_measurements
    fields: [fact_measurements.measurement_local_hour_of_day, fact_measurements.city, fact_measurements.average_pm25]
    pivots: [fact_measurements.city]
    sorts: [fact_measurements.measurement_local_hour_of_day, fact_measurements.city]
    listen: {Days: fact_measurements.measurement_local_date, City: fact_measurements.city}
    row: 0
    col: 12
    width: 12
    height: 8

  - name: means_by_city
    title: Means by city (ug/m3)
    type: looker_grid
    model: openaq
    explore: fact_measurements
    fields:
    - fact_measurements.city
    - fact_measurements.average_pm25
    - fact_measurements.average_pm10
    - fact_measurements.average_o3
    - fact_measurements.average_no2
    - fact_measurements.average_so2
    - fact_measurements.average_co
    - fact_measurements.count_locations
    sorts: [fact_measurements.city]
    listen: {Days: fact_measurements.measurement_local_date, City: fact_measurements.city}
    row: 8
    col: 0
    width: 24
    height: 4

  - name: locations
    title: PM2.5 by location, mean (ug/m3)
    type: looker_map
    model: openaq
    explore: fact_measurements
    fields: [dim_locations.position, dim_locations.location_name, fact_measurements.average_pm25]
    filters: {fact_measurements.pm25: NOT NULL}
    sorts: [fact_measurements.average_pm25 desc]
    listen: {Days: fact_measurements.measurement_local_date, City: fact_measurements.city}
    row: 12
    col: 0
    width: 12
    height: 9

  - name: highest_locations
    title: Highest hours of PM2.5 by location (ug/m3)
    type: looker_grid
    model: openaq
    explore: fact_measurements
    fields:
    - dim_locations.location_id
    - dim_locations.location_name
    - fact_measurements.city
    - fact_measurements.max_pm25
    - fact_measurements.average_pm25
    - fact_measurements.count_pm25
    filters: {fact_measurements.pm25: NOT NULL}
    sorts: [fact_measurements.max_pm25 desc]
    limit: 20
    listen: {Days: fact_measurements.measurement_local_date, City: fact_measurements.city}
    row: 12
    col: 12
    width: 12
    height: 9
