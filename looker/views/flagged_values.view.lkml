view: +flagged_values {
  label: "Flagged values"

  dimension: flagged_value {
    primary_key: yes
    hidden: yes
    type: string
    description: "Station, hour, pollutant and flag, joined."
    sql: CAST(${location_id} AS VARCHAR(11)) || ' ' || TO_CHAR(${measurement_raw}, 'YYYY-MM-DD HH24') || ' ' || ${pollutant}
      || ' ' || ${flag} ;;
  }

  dimension: location_id {
    hidden: yes # Shown by dim_locations.
  }

  measure: count {
    label: "Flags"
    type: count
    value_format_name: decimal_0
    description: "Flags of values of stations and hours. A value may have several."
    drill_fields: [dim_locations.location_name, dim_pollutants.pollutant_name, measurement_time, local_time, flag, value_ug_m3]
  }

  measure: count_locations {
    label: "Stations"
    type: count_distinct
    value_format_name: decimal_0
    description: "Stations with a flag."
    sql: ${location_id} ;;
  }
}
