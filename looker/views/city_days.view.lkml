view: +city_days {
  label: "Days of cities"

  dimension: city_day {
    primary_key: yes
    hidden: yes
    type: string
    description: "City, local date and pollutant, joined."
    sql: ${city} || ' ' || TO_CHAR(${local_raw}, 'YYYY-MM-DD') || ' ' || ${pollutant} ;;
  }

  measure: count {
    label: "City days"
    type: count
    value_format_name: decimal_0
    description: "Days of cities with a value, each pollutant by itself."
    drill_fields: [city, dim_pollutants.pollutant_name, local_date, complete_stations, stations, mean_ug_m3, max_ug_m3]
  }

  measure: average_mean {
    label: "Mean of city days (ug/m3)"
    type: average
    value_format_name: decimal_1
    description: "Mean of the means of city days, ug/m3, each day of each city counting once. The mean of a city day is that of its stations whose day counts. Of one pollutant at a time."
    sql: ${mean_ug_m3} ;;
  }

  measure: max_value {
    label: "Highest hour (ug/m3)"
    type: max
    value_format_name: decimal_1
    description: "Highest hour of any station, ug/m3. Of one pollutant at a time."
    sql: ${max_ug_m3} ;;
  }

  measure: total_hours {
    label: "Values (hours)"
    type: sum
    value_format_name: decimal_0
    description: "Hours with a value of all stations."
    sql: ${hours} ;;
  }

  measure: average_completeness {
    label: "Completeness of city days (%)"
    type: average
    value_format_name: decimal_1
    description: "Mean of the completeness of city days, in percent, each counting once. That of a city day is the mean of its stations."
    sql: ${completeness_percent} ;;
  }
}
