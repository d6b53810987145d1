# What the profiles share. Their rows are means already, so a mean of several weighs each by its hours.
view: profile_measures {
  extension: required

  measure: average_value {
    label: "Mean of hours (ug/m3)"
    type: number
    value_format_name: decimal_1
    description: "Mean of all hours behind the rows, ug/m3, each hour counting once. Of one pollutant and clock at a time."
    sql: SUM(CAST(${mean_ug_m3} AS DOUBLE PRECISION) * ${hours}) / NULLIF(SUM(${hours}), 0) ;;
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
    description: "Hours with a value. Of one clock at a time: both hold the same hours."
    sql: ${hours} ;;
  }
}
