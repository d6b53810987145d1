# A row for each station, day and limit. So days are counted distinct, since one day may be above several limits.
view: +station_limit_days {
  label: "Days beside limits"

  dimension: limit_day {
    primary_key: yes
    hidden: yes
    type: string
    description: "Station day, pollutant, averaging time and standard, joined."
    sql: ${station_day} || ' ' || ${pollutant} || ' ' || ${averaging} || ' ' || ${standard} ;;
  }

  dimension: station_day {
    hidden: yes
    type: string
    description: "Station, city and local date, joined, to count days."
    sql: CAST(${location_id} AS VARCHAR(11)) || ' ' || ${city_day} ;;
  }

  dimension: city_day {
    hidden: yes
    type: string
    description: "City and local date, joined, to count days."
    sql: ${city} || ' ' || TO_CHAR(${local_raw}, 'YYYY-MM-DD') ;;
  }

  dimension: location_id {
    hidden: yes # Shown by dim_locations.
  }

  measure: count_exceedance_days {
    label: "Station days above a limit"
    type: count_distinct
    value_format_name: decimal_0
    description: "Days of stations above a limit of those selected, each day of a station once. An exceedance is not yet a breach."
    filters: [is_exceeded: "yes"]
    sql: ${station_day} ;;
    drill_fields: [dim_locations.location_name, local_date, dim_pollutants.pollutant_name, averaging, value_ug_m3, standard, limit_ug_m3, times_limit, limit_source]
  }

  measure: count_city_exceedance_days {
    label: "City days above a limit"
    type: count_distinct
    value_format_name: decimal_0
    description: "Days on which any station of a city is above a limit of those selected, each day of a city once."
    filters: [is_exceeded: "yes"]
    sql: ${city_day} ;;
  }

  measure: count_judged_days {
    label: "Station days judged"
    type: count_distinct
    value_format_name: decimal_0
    description: "Days of stations beside a limit of those selected: days that count, and others with an exceedance."
    sql: ${station_day} ;;
  }

  measure: exceedance_share {
    label: "Share of station days above a limit (%)"
    type: number
    value_format_name: percent_1
    description: "Station days above a limit as a share of the station days judged."
    sql: 1.0 * ${count_exceedance_days} / NULLIF(${count_judged_days}, 0) ;;
  }

  measure: max_times_limit {
    label: "Highest value (times its limit)"
    type: max
    value_format_name: decimal_1
    description: "Highest value as a multiple of its limit."
    sql: ${times_limit} ;;
  }

  measure: count_locations {
    label: "Stations"
    type: count_distinct
    value_format_name: decimal_0
    description: "Stations with a day that is judged."
    sql: ${location_id} ;;
  }
}
