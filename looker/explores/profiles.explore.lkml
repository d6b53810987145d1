# An always_filter stands where a mean over several pollutants, or both clocks, would mean nothing.
explore: city_hour_profiles {
  label: "Hours of the day"
  description: "The usual day of each city: means by hour over all that the warehouse holds."
  always_filter: {
    filters: [city_hour_profiles.pollutant: "pm25", city_hour_profiles.clock: "local"]
  }

  join: dim_cities {
    type: left_outer
    relationship: many_to_one
    sql_on: ${city_hour_profiles.city} = ${dim_cities.city} ;;
  }

  join: dim_pollutants {
    type: left_outer
    relationship: many_to_one
    sql_on: ${city_hour_profiles.pollutant} = ${dim_pollutants.pollutant} ;;
  }
}

explore: city_month_profiles {
  label: "Months of the year"
  description: "The usual year of each city: means by month over all that the warehouse holds."
  always_filter: {
    filters: [city_month_profiles.pollutant: "pm25", city_month_profiles.clock: "local"]
  }

  join: dim_cities {
    type: left_outer
    relationship: many_to_one
    sql_on: ${city_month_profiles.city} = ${dim_cities.city} ;;
  }

  join: dim_pollutants {
    type: left_outer
    relationship: many_to_one
    sql_on: ${city_month_profiles.pollutant} = ${dim_pollutants.pollutant} ;;
  }
}
