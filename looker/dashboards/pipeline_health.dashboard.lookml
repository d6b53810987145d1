- dashboard: pipeline_health
  title: Pipeline health
  description: What the daily runs loaded and rejected, and how complete the data are. All times are in UTC.
  layout: newspaper
  filters:
  - name: Days
    title: Days (UTC)
    type: date_filter
    default_value: 14 days ago for 14 days

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
    title: Latest hour by city (UTC)
    type: looker_grid
    model: openaq
    explore: fact_measurements
    fields: [fact_measurements.city, fact_measurements.latest_hour, fact_measurements.count_locations]
    sorts: [fact_measurements.city]
    listen: {Days: fact_measurements.measurement_date}
    row: 0
    col: 12
    width: 12
    height: 4

  - name: rows_read
    title: Rows read by day of load
    note_display: hover
    note_text: Loaded, duplicate and rejected rows add up to the rows read, but for outdated ones.
    type: looker_column
    stacking: normal
    model: openaq
    explore: load_audit
    fields:
    - load_audit.loaded_date
    - load_audit.total_rows_loaded
    - load_audit.total_rows_duplicate
    - load_audit.total_rows_rejected
    fill_fields: [load_audit.loaded_date]
    sorts: [load_audit.loaded_date]
    listen: {Days: load_audit.loaded_date}
    row: 4
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
    row: 4
    col: 12
    width: 12
    height: 8

  - name: completeness
    title: Completeness of PM2.5 by day
    note_display: hover
    note_text: Hours with a value, of 24 for each location that sent one that day.
    type: looker_line
    model: openaq
    explore: fact_measurements
    fields: [fact_measurements.measurement_date, fact_measurements.city, fact_measurements.completeness]
    pivots: [fact_measurements.city]
    fill_fields: [fact_measurements.measurement_date]
    filters: {fact_measurements.pm25: NOT NULL}
    sorts: [fact_measurements.measurement_date, fact_measurements.city]
    listen: {Days: fact_measurements.measurement_date}
    row: 12
    col: 0
    width: 12
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
    - load_audit.values_nulled
    - load_audit.cities_without_data
    - load_audit.requests
    - load_audit.status
    - load_audit.detail
    sorts: [load_audit.loaded_time desc]
    limit: 50
    listen: {Days: load_audit.loaded_date}
    row: 12
    col: 12
    width: 12
    height: 8
