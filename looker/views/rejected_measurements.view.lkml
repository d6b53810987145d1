# Rows that the transform refused, as they were read (sql/schema/70_rejected_measurements.sql). Times are in UTC.
view: rejected_measurements {
  label: "Rejected measurements"
  sql_table_name: @{schema}.rejected_measurements ;;

  # The table has no key of its own. Extraction writes a location and hour once into each partition, so these columns are
  # one for every row that it wrote; a file from elsewhere may break that. No measure depends on it: the one join of this
  # view is many to one.
  dimension: rejected_row {
    primary_key: yes
    hidden: yes
    type: string
    description: "Run, partition, location and hour, joined."
    sql: ${run_id} || ' ' || ${partition_city} || ' ' || TO_CHAR(${partition_raw}, 'YYYY-MM-DD')
      || ' ' || COALESCE(CAST(${location_id} AS VARCHAR(11)), '')
      || ' ' || COALESCE(TO_CHAR(${measurement_raw}, 'YYYY-MM-DD HH24:MI:SS'), '') ;;
  }

  dimension: run_id {
    type: string
    description: "The run that refused the row, as in Runs."
    sql: ${TABLE}.run_id ;;
  }

  dimension: reason {
    type: string
    description: "The first rule that the row breaks, such as outside_partition or value_out_of_range."
    sql: ${TABLE}.reason ;;
  }

  dimension: partition_city {
    label: "City of the partition"
    type: string
    description: "City in the S3 key of the row, with _ for each space."
    sql: ${TABLE}.partition_city ;;
  }

  dimension_group: partition {
    label: "Partition (UTC)"
    type: time
    datatype: date
    timeframes: [raw, date, week, month]
    convert_tz: no
    description: "UTC day in the S3 key of the row."
    sql: ${TABLE}.partition_date ;;
  }

  dimension: location_id {
    type: number
    value_format_name: id
    description: "OpenAQ's number of the location, as read."
    sql: ${TABLE}.location_id ;;
  }

  dimension_group: measurement {
    label: "Measurement (UTC)"
    type: time
    timeframes: [raw, time, date]
    convert_tz: no
    description: "START of the hour in UTC, as read."
    sql: ${TABLE}.measurement_datetime ;;
  }

  # Generated from sql/transform/lake.json: UPDATE_DOCS=1 npx jest test/looker

  dimension: pm25 {
    group_label: "Values as read"
    label: "PM2.5 as read (ug/m3)"
    type: number
    description: "Hourly mean of PM2.5 in ug/m3, as read."
    sql: ${TABLE}.pm25 ;;
  }

  dimension: pm10 {
    group_label: "Values as read"
    label: "PM10 as read (ug/m3)"
    type: number
    description: "Hourly mean of PM10 in ug/m3, as read."
    sql: ${TABLE}.pm10 ;;
  }

  dimension: o3 {
    group_label: "Values as read"
    label: "O3 as read (ug/m3)"
    type: number
    description: "Hourly mean of O3 in ug/m3, as read."
    sql: ${TABLE}.o3 ;;
  }

  dimension: no2 {
    group_label: "Values as read"
    label: "NO2 as read (ug/m3)"
    type: number
    description: "Hourly mean of NO2 in ug/m3, as read."
    sql: ${TABLE}.no2 ;;
  }

  dimension: so2 {
    group_label: "Values as read"
    label: "SO2 as read (ug/m3)"
    type: number
    description: "Hourly mean of SO2 in ug/m3, as read."
    sql: ${TABLE}.so2 ;;
  }

  dimension: co {
    group_label: "Values as read"
    label: "CO as read (ug/m3)"
    type: number
    description: "Hourly mean of CO in ug/m3, as read."
    sql: ${TABLE}.co ;;
  }

  # End of the generated part.

  measure: count {
    label: "Rejected rows"
    type: count
    value_format_name: decimal_0
    description: "Rows that the transform refused."
    drill_fields: [reason, dim_locations.location_name, location_id, measurement_time, pm25, pm10, o3, no2, so2, co]
  }

  measure: count_locations {
    label: "Locations"
    type: count_distinct
    value_format_name: decimal_0
    description: "Locations with a refused row."
    sql: ${location_id} ;;
  }
}
