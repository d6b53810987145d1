view: +station_freshness {
  label: "Freshness"

  dimension: location_id {
    primary_key: yes
    hidden: yes # Shown by dim_locations, like the name.
  }

  dimension: location_name {
    hidden: yes
  }

  measure: count {
    label: "Stations"
    type: count
    value_format_name: decimal_0
    description: "Stations, those that never gave an hour included."
    drill_fields: [dim_locations.location_name, city, latest_hour_time, hours_behind, answered_time]
  }

  measure: count_silent {
    label: "Stations without an hour"
    type: count
    value_format_name: decimal_0
    description: "Stations of which the warehouse has no hour."
    filters: [hours: "0"]
  }

  measure: max_latest_hour {
    label: "Latest hour (UTC)"
    type: string # A measure of a date would lack the hour.
    description: "Start of the newest hour of any station, in UTC."
    sql: TO_CHAR(MAX(${latest_hour_raw}), 'YYYY-MM-DD HH24:MI') ;;
  }

  measure: min_hours_behind {
    label: "Hours behind, least"
    type: min
    value_format_name: decimal_1
    description: "Hours from the end of the newest hour of the freshest station to OpenAQ's answer."
    sql: ${hours_behind} ;;
  }

  measure: total_hours {
    label: "Hours with a row"
    type: sum
    value_format_name: decimal_0
    description: "Hours of stations with a row in the facts."
    sql: ${hours} ;;
  }
}
