# An always_filter stands where a mean over several pollutants would mean nothing.
explore: station_years {
  label: "Years of stations"
  description: "Annual means of each station, in local years, where each quarter has enough days."
  always_filter: {
    filters: [station_years.pollutant: "pm25"]
  }

  join: dim_cities {
    type: left_outer
    relationship: many_to_one
    sql_on: ${station_years.city} = ${dim_cities.city} ;;
  }

  join: dim_locations {
    type: left_outer
    relationship: many_to_one
    sql_on: ${station_years.location_id} = ${dim_locations.location_id} ;;
  }

  join: dim_pollutants {
    type: left_outer
    relationship: many_to_one
    sql_on: ${station_years.pollutant} = ${dim_pollutants.pollutant} ;;
  }
}

explore: station_limit_years {
  label: "Years beside limits"
  description: "Complete years of stations beside annual guidelines and limits, the year of the standard in its name, exceeded or not."

  join: dim_cities {
    type: left_outer
    relationship: many_to_one
    sql_on: ${station_limit_years.city} = ${dim_cities.city} ;;
  }

  join: dim_locations {
    type: left_outer
    relationship: many_to_one
    sql_on: ${station_limit_years.location_id} = ${dim_locations.location_id} ;;
  }

  join: dim_pollutants {
    type: left_outer
    relationship: many_to_one
    sql_on: ${station_limit_years.pollutant} = ${dim_pollutants.pollutant} ;;
  }
}
