# A row for each station, year that counts and limit.
view: +station_limit_years {
  label: "Years beside limits"

  dimension: limit_of_year {
    primary_key: yes
    hidden: yes
    type: string
    description: "Station year, pollutant and standard, joined."
    sql: ${station_year} || ' ' || ${pollutant} || ' ' || ${standard} ;;
  }

  dimension: station_year {
    hidden: yes
    type: string
    description: "Station, city and local year, joined, to count years."
    sql: CAST(${location_id} AS VARCHAR(11)) || ' ' || ${city} || ' ' || CAST(${local_year} AS VARCHAR(4)) ;;
  }

  dimension: location_id {
    hidden: yes # Shown by dim_locations.
  }

  measure: count_exceedance_years {
    label: "Station years above a limit"
    type: count_distinct
    value_format_name: decimal_0
    description: "Years of stations above an annual limit of those selected, each year of a station once."
    filters: [is_exceeded: "yes"]
    sql: ${station_year} ;;
    drill_fields: [dim_locations.location_name, local_year, dim_pollutants.pollutant_name, mean_ug_m3, standard, limit_ug_m3, times_limit, limit_source]
  }

  measure: count_judged_years {
    label: "Station years judged"
    type: count_distinct
    value_format_name: decimal_0
    description: "Years of stations that count, beside an annual limit of those selected."
    sql: ${station_year} ;;
  }

  measure: max_times_limit {
    label: "Highest year (times its limit)"
    type: max
    value_format_name: decimal_1
    description: "Highest annual mean as a multiple of its limit."
    sql: ${times_limit} ;;
  }
}
