# An always_filter stands where a mean over several pollutants, or both clocks, would mean nothing.
explore: hourly_values {
  label: "Hours"
  description: "Every value of every station and hour, in UTC and on the clock of the city."
  always_filter: {
    filters: [hourly_values.pollutant: "pm25"]
  }

  join: dim_cities {
    type: left_outer
    relationship: many_to_one
    sql_on: ${hourly_values.city} = ${dim_cities.city} ;;
  }

  join: dim_locations {
    type: left_outer
    relationship: many_to_one
    sql_on: ${hourly_values.location_id} = ${dim_locations.location_id} ;;
  }

  join: dim_pollutants {
    type: left_outer
    relationship: many_to_one
    sql_on: ${hourly_values.pollutant} = ${dim_pollutants.pollutant} ;;
  }
}

explore: station_days {
  label: "Days of stations"
  description: "Daily means of each station, in local days, with their completeness."
  always_filter: {
    filters: [station_days.pollutant: "pm25"]
  }

  join: dim_cities {
    type: left_outer
    relationship: many_to_one
    sql_on: ${station_days.city} = ${dim_cities.city} ;;
  }

  join: dim_locations {
    type: left_outer
    relationship: many_to_one
    sql_on: ${station_days.location_id} = ${dim_locations.location_id} ;;
  }

  join: dim_pollutants {
    type: left_outer
    relationship: many_to_one
    sql_on: ${station_days.pollutant} = ${dim_pollutants.pollutant} ;;
  }
}

explore: city_days {
  label: "Days of cities"
  description: "Daily means of each city, in local days, every complete station counting once."
  always_filter: {
    filters: [city_days.pollutant: "pm25"]
  }

  join: dim_cities {
    type: left_outer
    relationship: many_to_one
    sql_on: ${city_days.city} = ${dim_cities.city} ;;
  }

  join: dim_pollutants {
    type: left_outer
    relationship: many_to_one
    sql_on: ${city_days.pollutant} = ${dim_pollutants.pollutant} ;;
  }
}

explore: station_limit_days {
  label: "Days beside limits"
  description: "Days of stations beside the guidelines of the WHO and the limits of QCVN 05, the year in the name, exceeded or not."

  join: dim_cities {
    type: left_outer
    relationship: many_to_one
    sql_on: ${station_limit_days.city} = ${dim_cities.city} ;;
  }

  join: dim_locations {
    type: left_outer
    relationship: many_to_one
    sql_on: ${station_limit_days.location_id} = ${dim_locations.location_id} ;;
  }

  join: dim_pollutants {
    type: left_outer
    relationship: many_to_one
    sql_on: ${station_limit_days.pollutant} = ${dim_pollutants.pollutant} ;;
  }

  join: air_quality_limits {
    type: left_outer
    relationship: many_to_one
    sql_on: ${station_limit_days.standard} = ${air_quality_limits.standard}
      AND ${station_limit_days.pollutant} = ${air_quality_limits.pollutant}
      AND ${station_limit_days.averaging} = ${air_quality_limits.averaging} ;;
  }
}

explore: air_quality_limits {
  label: "Limits"
  description: "Guidelines and limits, each with its year and publication."

  join: dim_pollutants {
    type: left_outer
    relationship: many_to_one
    sql_on: ${air_quality_limits.pollutant} = ${dim_pollutants.pollutant} ;;
  }
}
