explore: city_aqi_days {
  label: "AQI of cities"
  description: "US EPA AQI by local day and city, that of its worst station, with the pollutant behind it."

  join: dim_cities {
    type: left_outer
    relationship: many_to_one
    sql_on: ${city_aqi_days.city} = ${dim_cities.city} ;;
  }
}

explore: station_aqi_days {
  label: "AQI of stations"
  description: "US EPA AQI by local day and station, that of its worst pollutant."

  join: dim_cities {
    type: left_outer
    relationship: many_to_one
    sql_on: ${station_aqi_days.city} = ${dim_cities.city} ;;
  }

  join: dim_locations {
    type: left_outer
    relationship: many_to_one
    sql_on: ${station_aqi_days.location_id} = ${dim_locations.location_id} ;;
  }
}

explore: station_aqi_subindices {
  label: "AQI of pollutants"
  description: "US EPA AQI by local day, station, pollutant and averaging time."

  join: dim_cities {
    type: left_outer
    relationship: many_to_one
    sql_on: ${station_aqi_subindices.city} = ${dim_cities.city} ;;
  }

  join: dim_locations {
    type: left_outer
    relationship: many_to_one
    sql_on: ${station_aqi_subindices.location_id} = ${dim_locations.location_id} ;;
  }

  join: dim_pollutants {
    type: left_outer
    relationship: many_to_one
    sql_on: ${station_aqi_subindices.pollutant} = ${dim_pollutants.pollutant} ;;
  }
}

explore: aqi_breakpoints {
  label: "AQI breakpoints"
  description: "The pieces of the US EPA AQI, with their year and publication."

  join: dim_pollutants {
    type: left_outer
    relationship: many_to_one
    sql_on: ${aqi_breakpoints.pollutant} = ${dim_pollutants.pollutant} ;;
  }
}
