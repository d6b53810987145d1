# Cost: the facts are sorted by UTC time. A filter on the UTC time skips blocks, one on the local time reads them all.
view: +hourly_values {
  label: "Hours"

  dimension: hourly_value {
    primary_key: yes
    hidden: yes
    type: string
    description: "Station, hour and pollutant, joined."
    sql: CAST(${location_id} AS VARCHAR(11)) || ' ' || TO_CHAR(${measurement_raw}, 'YYYY-MM-DD HH24') || ' ' || ${pollutant} ;;
  }

  dimension: location_id {
    hidden: yes # Shown by dim_locations.
  }

  measure: count {
    label: "Values (hours)"
    type: count
    value_format_name: decimal_0
    description: "Hours of stations with a value."
    drill_fields: [dim_locations.location_name, dim_pollutants.pollutant_name, measurement_time, local_time, value_ug_m3]
  }

  measure: count_locations {
    label: "Stations"
    type: count_distinct
    value_format_name: decimal_0
    description: "Stations with a value."
    sql: ${location_id} ;;
  }

  measure: average_value {
    label: "Mean of hours (ug/m3)"
    type: average
    value_format_name: decimal_1
    description: "Mean of the hours of all stations, ug/m3. A station with more hours weighs more. Of one pollutant at a time."
    sql: ${value_ug_m3} ;;
  }

  measure: max_value {
    label: "Highest hour (ug/m3)"
    type: max
    value_format_name: decimal_1
    description: "Highest hour of any station, ug/m3. Of one pollutant at a time."
    sql: ${value_ug_m3} ;;
  }
}
