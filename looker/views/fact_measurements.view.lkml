# Hourly air quality, one row per location and hour (sql/schema/20_fact_measurements.sql).
#
# Time: measurement_datetime is the START of the hour in UTC; OpenAQ itself stamps the end. `measurement` shows it in UTC.
# `measurement_local` is converted here, by Redshift, and not by Looker: convert_tz is "no" for both, so that what a field
# shows depends on nobody's settings. Filters ignore convert_tz, hence the query time zone UTC in README.md.
#
# Cost: the table is sorted by UTC time. A filter on `measurement` skips blocks, one on `measurement_local` reads them all.
view: fact_measurements {
  label: "Measurements"
  sql_table_name: @{schema}.fact_measurements ;;

  dimension: measurement_id {
    primary_key: yes
    hidden: yes
    type: number
    description: "Number of the row. A re-run gives the same measurement another one."
    sql: ${TABLE}.measurement_id ;;
  }

  dimension: location_id {
    hidden: yes # Shown by dim_locations.
    type: number
    value_format_name: id
    description: "OpenAQ's number of the location."
    sql: ${TABLE}.location_id ;;
  }

  dimension: city {
    type: string
    description: "City in whose box the location lies."
    sql: ${TABLE}.city ;;
  }

  dimension: country {
    type: string
    description: "ISO 3166-1 code of the country, such as VN."
    sql: ${TABLE}.country ;;
  }

  dimension_group: measurement {
    label: "Measurement (UTC)"
    type: time
    timeframes: [raw, hour, hour_of_day, date, week, month, year]
    convert_tz: no
    description: "START of the hour, in UTC: the value of 07:00 was measured from 07:00 to 08:00."
    sql: ${TABLE}.measurement_datetime ;;
  }

  dimension_group: measurement_local {
    label: "Measurement (local)"
    type: time
    timeframes: [hour, hour_of_day, date, day_of_week, week, month, year]
    convert_tz: no
    description: "START of the hour in Vietnam, UTC+7: 00:00 UTC is shown as 07:00, and a local day is 17:00 to 17:00 UTC."
    sql: CONVERT_TIMEZONE('UTC', '@{local_time_zone}', ${TABLE}.measurement_datetime) ;;
  }

  dimension_group: loaded {
    label: "Loaded (UTC)"
    type: time
    timeframes: [time, date]
    convert_tz: no
    description: "When the row was loaded last."
    sql: ${TABLE}.loaded_at ;;
  }

  dimension: run_id {
    type: string
    description: "The run that loaded the row last, as in Runs."
    sql: ${TABLE}.run_id ;;
  }

  dimension: location_day {
    hidden: yes
    type: string
    description: "A location and a UTC day, to count them."
    sql: CAST(${location_id} AS VARCHAR(11)) || ' ' || TO_CHAR(${measurement_raw}, 'YYYY-MM-DD') ;;
  }

  measure: count {
    label: "Hours"
    type: count
    value_format_name: decimal_0
    description: "Rows: hours of locations with at least one value."
    drill_fields: [dim_locations.location_name, measurement_hour, pm25, pm10, o3, no2, so2, co]
  }

  measure: count_locations {
    label: "Locations"
    type: count_distinct
    value_format_name: decimal_0
    description: "Locations with at least one value."
    sql: ${location_id} ;;
  }

  measure: count_location_days {
    label: "Location days"
    type: count_distinct
    value_format_name: decimal_0
    description: "Pairs of a location and a UTC day with at least one value."
    sql: ${location_day} ;;
  }

  measure: completeness {
    type: number
    value_format_name: percent_1
    description: "Hours as a share of 24 for each location day. By whole UTC days only: a local day touches two of them. Of one pollutant: filter on it being not null. A location that was silent all day is not counted."
    sql: 1.0 * ${count} / NULLIF(24 * ${count_location_days}, 0) ;;
  }

  measure: latest_hour {
    label: "Latest hour (UTC)"
    type: date_time
    convert_tz: no
    description: "START of the latest hour with a value, in UTC."
    sql: MAX(${measurement_raw}) ;;
  }

  # The pollutants, spelled out because LookML has no loops. A mean is over hours and locations alike, so a location with
  # more hours weighs more.
  # Generated from sql/transform/lake.json: UPDATE_DOCS=1 npx jest test/looker

  dimension: pm25 {
    group_label: "Hourly values"
    label: "PM2.5 (ug/m3)"
    type: number
    value_format_name: decimal_1
    description: "Hourly mean of PM2.5 in ug/m3. Null: not measured, or not plausible."
    sql: ${TABLE}.pm25 ;;
  }

  measure: average_pm25 {
    group_label: "PM2.5"
    label: "PM2.5 mean (ug/m3)"
    type: average
    value_format_name: decimal_1
    description: "Mean of the hourly values of PM2.5 in ug/m3, without nulls."
    sql: ${pm25} ;;
  }

  measure: max_pm25 {
    group_label: "PM2.5"
    label: "PM2.5 maximum (ug/m3)"
    type: max
    value_format_name: decimal_1
    description: "Highest hourly value of PM2.5 in ug/m3."
    sql: ${pm25} ;;
  }

  measure: count_pm25 {
    group_label: "PM2.5"
    label: "PM2.5 values (hours)"
    type: count
    value_format_name: decimal_0
    description: "Hours of locations with a value of PM2.5."
    filters: [pm25: "NOT NULL"]
  }

  dimension: pm10 {
    group_label: "Hourly values"
    label: "PM10 (ug/m3)"
    type: number
    value_format_name: decimal_1
    description: "Hourly mean of PM10 in ug/m3. Null: not measured, or not plausible."
    sql: ${TABLE}.pm10 ;;
  }

  measure: average_pm10 {
    group_label: "PM10"
    label: "PM10 mean (ug/m3)"
    type: average
    value_format_name: decimal_1
    description: "Mean of the hourly values of PM10 in ug/m3, without nulls."
    sql: ${pm10} ;;
  }

  measure: max_pm10 {
    group_label: "PM10"
    label: "PM10 maximum (ug/m3)"
    type: max
    value_format_name: decimal_1
    description: "Highest hourly value of PM10 in ug/m3."
    sql: ${pm10} ;;
  }

  measure: count_pm10 {
    group_label: "PM10"
    label: "PM10 values (hours)"
    type: count
    value_format_name: decimal_0
    description: "Hours of locations with a value of PM10."
    filters: [pm10: "NOT NULL"]
  }

  dimension: o3 {
    group_label: "Hourly values"
    label: "O3 (ug/m3)"
    type: number
    value_format_name: decimal_1
    description: "Hourly mean of O3 in ug/m3. Null: not measured, or not plausible."
    sql: ${TABLE}.o3 ;;
  }

  measure: average_o3 {
    group_label: "O3"
    label: "O3 mean (ug/m3)"
    type: average
    value_format_name: decimal_1
    description: "Mean of the hourly values of O3 in ug/m3, without nulls."
    sql: ${o3} ;;
  }

  measure: max_o3 {
    group_label: "O3"
    label: "O3 maximum (ug/m3)"
    type: max
    value_format_name: decimal_1
    description: "Highest hourly value of O3 in ug/m3."
    sql: ${o3} ;;
  }

  measure: count_o3 {
    group_label: "O3"
    label: "O3 values (hours)"
    type: count
    value_format_name: decimal_0
    description: "Hours of locations with a value of O3."
    filters: [o3: "NOT NULL"]
  }

  dimension: no2 {
    group_label: "Hourly values"
    label: "NO2 (ug/m3)"
    type: number
    value_format_name: decimal_1
    description: "Hourly mean of NO2 in ug/m3. Null: not measured, or not plausible."
    sql: ${TABLE}.no2 ;;
  }

  measure: average_no2 {
    group_label: "NO2"
    label: "NO2 mean (ug/m3)"
    type: average
    value_format_name: decimal_1
    description: "Mean of the hourly values of NO2 in ug/m3, without nulls."
    sql: ${no2} ;;
  }

  measure: max_no2 {
    group_label: "NO2"
    label: "NO2 maximum (ug/m3)"
    type: max
    value_format_name: decimal_1
    description: "Highest hourly value of NO2 in ug/m3."
    sql: ${no2} ;;
  }

  measure: count_no2 {
    group_label: "NO2"
    label: "NO2 values (hours)"
    type: count
    value_format_name: decimal_0
    description: "Hours of locations with a value of NO2."
    filters: [no2: "NOT NULL"]
  }

  dimension: so2 {
    group_label: "Hourly values"
    label: "SO2 (ug/m3)"
    type: number
    value_format_name: decimal_1
    description: "Hourly mean of SO2 in ug/m3. Null: not measured, or not plausible."
    sql: ${TABLE}.so2 ;;
  }

  measure: average_so2 {
    group_label: "SO2"
    label: "SO2 mean (ug/m3)"
    type: average
    value_format_name: decimal_1
    description: "Mean of the hourly values of SO2 in ug/m3, without nulls."
    sql: ${so2} ;;
  }

  measure: max_so2 {
    group_label: "SO2"
    label: "SO2 maximum (ug/m3)"
    type: max
    value_format_name: decimal_1
    description: "Highest hourly value of SO2 in ug/m3."
    sql: ${so2} ;;
  }

  measure: count_so2 {
    group_label: "SO2"
    label: "SO2 values (hours)"
    type: count
    value_format_name: decimal_0
    description: "Hours of locations with a value of SO2."
    filters: [so2: "NOT NULL"]
  }

  dimension: co {
    group_label: "Hourly values"
    label: "CO (ug/m3)"
    type: number
    value_format_name: decimal_1
    description: "Hourly mean of CO in ug/m3. Null: not measured, or not plausible."
    sql: ${TABLE}.co ;;
  }

  measure: average_co {
    group_label: "CO"
    label: "CO mean (ug/m3)"
    type: average
    value_format_name: decimal_1
    description: "Mean of the hourly values of CO in ug/m3, without nulls."
    sql: ${co} ;;
  }

  measure: max_co {
    group_label: "CO"
    label: "CO maximum (ug/m3)"
    type: max
    value_format_name: decimal_1
    description: "Highest hourly value of CO in ug/m3."
    sql: ${co} ;;
  }

  measure: count_co {
    group_label: "CO"
    label: "CO values (hours)"
    type: count
    value_format_name: decimal_0
    description: "Hours of locations with a value of CO."
    filters: [co: "NOT NULL"]
  }

  # End of the generated part.
}
