view: +station_days {
  label: "Days of stations"

  dimension: station_day {
    primary_key: yes
    hidden: yes
    type: string
    description: "Station, city, local date and pollutant, joined."
    sql: CAST(${location_id} AS VARCHAR(11)) || ' ' || ${city} || ' ' || TO_CHAR(${local_raw}, 'YYYY-MM-DD') || ' ' || ${pollutant} ;;
  }

  dimension: location_id {
    hidden: yes # Shown by dim_locations.
  }

  measure: count {
    label: "Station days"
    type: count
    value_format_name: decimal_0
    description: "Days of stations with a value, each pollutant by itself."
    drill_fields: [dim_locations.location_name, dim_pollutants.pollutant_name, local_date, hours, mean_ug_m3, max_ug_m3]
  }

  measure: count_complete {
    label: "Station days that count"
    type: count
    value_format_name: decimal_0
    description: "Days of stations that count, each pollutant by itself."
    filters: [is_complete: "yes"]
  }

  measure: count_locations {
    label: "Stations"
    type: count_distinct
    value_format_name: decimal_0
    description: "Stations with a value."
    sql: ${location_id} ;;
  }

  measure: average_mean {
    label: "Mean of station days (ug/m3)"
    type: average
    value_format_name: decimal_1
    description: "Mean of the means of station days that count, ug/m3, each counting once. Of one pollutant at a time."
    sql: ${mean_ug_m3} ;;
  }

  measure: max_value {
    label: "Highest hour (ug/m3)"
    type: max
    value_format_name: decimal_1
    description: "Highest hour of any station, ug/m3. Of one pollutant at a time."
    sql: ${max_ug_m3} ;;
  }

  measure: average_completeness {
    label: "Completeness of station days (%)"
    type: average
    value_format_name: decimal_1
    description: "Mean of the completeness of station days, in percent of 24 hours. A station that is silent all day has no day."
    sql: ${completeness_percent} ;;
  }
}
