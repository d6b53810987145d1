view: +station_years {
  label: "Years of stations"

  dimension: station_year {
    primary_key: yes
    hidden: yes
    type: string
    description: "Station, city, pollutant and local year, joined."
    sql: CAST(${location_id} AS VARCHAR(11)) || ' ' || ${city} || ' ' || ${pollutant} || ' ' || CAST(${local_year} AS VARCHAR(4)) ;;
  }

  dimension: location_id {
    hidden: yes # Shown by dim_locations.
  }

  measure: average_mean {
    label: "Mean of station years (ug/m3)"
    type: average
    value_format_name: decimal_1
    description: "Mean over years of stations that count, ug/m3, each year of a station once. Of one pollutant at a time."
    sql: ${mean_ug_m3} ;;
  }

  measure: count_complete_years {
    label: "Station years that count"
    type: count
    value_format_name: decimal_0
    description: "Years of stations in which each quarter has 75 percent of its days."
    filters: [is_complete: "yes"]
    drill_fields: [dim_locations.location_name, local_year, dim_pollutants.pollutant_name, days, mean_ug_m3]
  }

  measure: count {
    label: "Station years"
    type: count
    value_format_name: decimal_0
    description: "Years of stations with a day that counts."
  }
}
