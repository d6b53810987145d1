- dashboard: pipeline
  title: Pipeline
  description: What the daily runs loaded and rejected, how new and how complete the data are.
  layout: newspaper
  filters:
  - name: Days
    title: Days
    type: date_filter
    default_value: 14 days ago for 14 days
  - name: City
    title: City
    type: field_filter
    default_value: ''
    model: openaq
    explore: station_freshness
    field: station_freshness.city

  elements:
  - name: hours_since_load
    title: Hours since the last load
    type: single_value
    model: openaq
    explore: load_audit
    fields: [load_audit.hours_since_load]
    row: 0
    col: 0
    width: 6
    height: 4

  - name: unreconciled_loads
    title: Loads that lost a row
    type: single_value
    model: openaq
    explore: load_audit
    fields: [load_audit.count]
    filters: {load_audit.is_reconciled: 'No'}
    listen: {Days: load_audit.loaded_date}
    row: 0
    col: 6
    width: 6
    height: 4

  - name: latest_hour
    title: Latest hour by city
    note_display: hover
    note_text: Hours behind are reckoned to the moment at which OpenAQ last answered.
    type: looker_grid
    model: openaq
    explore: station_freshness
    fields:
    - dim_cities.display_name
    - station_freshness.time_zone
    - station_freshness.max_latest_hour
    - station_freshness.min_hours_behind
    - station_freshness.count
    - station_freshness.count_silent
    sorts: [dim_cities.display_name]
    listen: {City: station_freshness.city}
    row: 0
    col: 12
    width: 12
    height: 4

  - name: audit_equation
    title: Where the rows went, by day of load
    note_display: hover
    note_text: >-
      Extracted less superseded and with adopted are the rows read. Rows read are staged, duplicate or rejected. Rows
      staged are loaded or outdated.
    type: looker_grid
    model: openaq
    explore: load_audit
    fields:
    - load_audit.loaded_date
    - load_audit.count
    - load_audit.total_rows_extracted
    - load_audit.total_rows_superseded
    - load_audit.total_rows_adopted
    - load_audit.total_rows_read
    - load_audit.total_rows_duplicate
    - load_audit.total_rows_rejected
    - load_audit.total_rows_staged
    - load_audit.total_rows_outdated
    - load_audit.total_rows_loaded
    sorts: [load_audit.loaded_date desc]
    listen: {Days: load_audit.loaded_date}
    row: 4
    col: 0
    width: 24
    height: 6

  - name: rows_read
    title: Rows read by day of load
    note_display: hover
    note_text: Loaded, outdated, duplicate and rejected rows add up to the rows read.
    type: looker_column
    stacking: normal
    model: openaq
    explore: load_audit
    fields:
    - load_audit.loaded_date
    - load_audit.total_rows_loaded
    - load_audit.total_rows_outdated
    - load_audit.total_rows_duplicate
    - load_audit.total_rows_rejected
    fill_fields: [load_audit.loaded_date]
    sorts: [load_audit.loaded_date]
    listen: {Days: load_audit.loaded_date}
    row: 10
    col: 0
    width: 12
    height: 8

  - name: rejected_by_reason
    title: Rejected rows by day and reason
    type: looker_column
    stacking: normal
    model: openaq
    explore: rejected_measurements
    fields: [rejected_measurements.partition_date, rejected_measurements.reason, rejected_measurements.count]
    pivots: [rejected_measurements.reason]
    fill_fields: [rejected_measurements.partition_date]
    sorts: [rejected_measurements.partition_date, rejected_measurements.reason]
    listen: {Days: rejected_measurements.partition_date}
    row: 10
    col: 12
    width: 12
    height: 8

  - name: completeness
    title: Completeness of PM2.5 by local day (%)
    note_display: hover
    note_text: Hours with a value, of 24 for each station that sent one that day.
    type: looker_line
    model: openaq
    explore: station_days
    fields: [station_days.local_date, dim_cities.display_name, station_days.average_completeness]
    pivots: [dim_cities.display_name]
    fill_fields: [station_days.local_date]
    filters: {station_days.pollutant: pm25}
    sorts: [station_days.local_date, dim_cities.display_name]
    listen: {Days: station_days.local_date, City: station_days.city}
    row: 18
    col: 0
    width: 12
    height: 8

  - name: freshness
    title: Stations, by their latest hour
    type: looker_grid
    model: openaq
    explore: station_freshness
    fields:
    - dim_locations.location_id
    - dim_locations.location_name
    - dim_cities.display_name
    - dim_locations.is_active
    - station_freshness.latest_hour_time
    - station_freshness.local_latest_hour_time
    - station_freshness.hours_behind
    - station_freshness.answered_time
    sorts: [station_freshness.latest_hour_time desc]
    listen: {City: station_freshness.city}
    row: 18
    col: 12
    width: 12
    height: 8

  - name: flagged_values
    title: Flags of values by local day
    note_display: hover
    note_text: What OpenAQ flags, which is kept, and what extraction turned into null, by reason.
    type: looker_column
    stacking: normal
    model: openaq
    explore: flagged_values
    fields: [flagged_values.local_date, flagged_values.flag, flagged_values.count]
    pivots: [flagged_values.flag]
    fill_fields: [flagged_values.local_date]
    sorts: [flagged_values.local_date, flagged_values.flag]
    listen: {Days: flagged_values.local_date, City: flagged_values.city}
    row: 26
    col: 0
    width: 24
    height: 8

  - name: runs
    title: Runs
    type: looker_grid
    model: openaq
    explore: load_audit
    fields:
    - load_audit.run_id
    - load_audit.window_start_date
    - load_audit.window_end_date
    - load_audit.loaded_time
    - load_audit.minutes_to_load
    - load_audit.rows_read
    - load_audit.rows_loaded
    - load_audit.rows_rejected
    - load_audit.rows_withdrawn
    - load_audit.values_changed
    - load_audit.values_nulled
    - load_audit.cities_without_data
    - load_audit.requests
    - load_audit.status
    - load_audit.detail
    sorts: [load_audit.loaded_time desc]
    limit: 50
    listen: {Days: load_audit.loaded_date}
    row: 34
    col: 0
    width: 24
    height: 8
