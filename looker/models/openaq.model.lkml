# Hourly air quality of the configured cities, and the runs that loaded it.
connection: "@{connection}"
label: "OpenAQ"

# In this order: the views of columns are refined by the others.
include: "/columns/*.view.lkml"
include: "/views/*.view.lkml"
include: "/dashboards/*.dashboard.lookml"
include: "/tests/*.lkml"

datagroup: load {
  label: "Load"
  description: "Fires when a run has loaded: the data changes at no other time."
  sql_trigger: SELECT MAX(loaded_at) FROM @{schema}.load_audit ;;
  max_cache_age: "24 hours"
}

datagroup: five_minutes {
  label: "Five minutes"
  description: "For what changes while nothing is loaded: the hours since the last load."
  max_cache_age: "5 minutes"
}

persist_with: load

# An always_filter stands where a mean over several pollutants, or both clocks, would mean nothing.
explore: hourly_values {
  label: "Hours"
  description: "Every value of every station and hour, in UTC and on the clock of the city."
  always_filter: {
    filters: [hourly_values.pollutant: "pm25"]
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

  join: dim_pollutants {
    type: left_outer
    relationship: many_to_one
    sql_on: ${city_days.pollutant} = ${dim_pollutants.pollutant} ;;
  }
}

explore: station_limit_days {
  label: "Days beside limits"
  description: "Days of stations beside the guidelines of the WHO and the limits of QCVN 05, the year in the name, exceeded or not."

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

explore: city_aqi_days {
  label: "AQI of cities"
  description: "US EPA AQI by local day and city, that of its worst station, with the pollutant behind it."
}

explore: station_aqi_days {
  label: "AQI of stations"
  description: "US EPA AQI by local day and station, that of its worst pollutant."

  join: dim_locations {
    type: left_outer
    relationship: many_to_one
    sql_on: ${station_aqi_days.location_id} = ${dim_locations.location_id} ;;
  }
}

explore: station_aqi_subindices {
  label: "AQI of pollutants"
  description: "US EPA AQI by local day, station, pollutant and averaging time."

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

explore: city_hour_profiles {
  label: "Hours of the day"
  description: "The usual day of each city: means by hour over all that the warehouse holds."
  always_filter: {
    filters: [city_hour_profiles.pollutant: "pm25", city_hour_profiles.clock: "local"]
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

  join: dim_pollutants {
    type: left_outer
    relationship: many_to_one
    sql_on: ${city_month_profiles.pollutant} = ${dim_pollutants.pollutant} ;;
  }
}

explore: station_freshness {
  label: "Stations"
  description: "Where the stations are, and how new their data were when OpenAQ was last asked."

  join: dim_locations {
    type: left_outer
    relationship: one_to_one
    sql_on: ${station_freshness.location_id} = ${dim_locations.location_id} ;;
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

explore: aqi_breakpoints {
  label: "AQI breakpoints"
  description: "The pieces of the US EPA AQI, with their year and publication."

  join: dim_pollutants {
    type: left_outer
    relationship: many_to_one
    sql_on: ${aqi_breakpoints.pollutant} = ${dim_pollutants.pollutant} ;;
  }
}

explore: load_audit {
  label: "Runs"
  description: "What each run of the pipeline read, rejected and loaded. A run that failed before its load has no row here."
  persist_with: five_minutes
}

explore: rejected_measurements {
  label: "Rejected measurements"
  description: "Rows that the transform refused, each with its reason, as they were read. They are in no average."

  join: dim_locations {
    type: left_outer
    relationship: many_to_one
    sql_on: ${rejected_measurements.location_id} = ${dim_locations.location_id} ;;
  }
}
