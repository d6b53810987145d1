explore: station_freshness {
  label: "Stations"
  description: "Where the stations are, and how new their data were when OpenAQ was last asked."

  join: dim_cities {
    type: left_outer
    relationship: many_to_one
    sql_on: ${station_freshness.city} = ${dim_cities.city} ;;
  }

  join: dim_locations {
    type: left_outer
    relationship: one_to_one
    sql_on: ${station_freshness.location_id} = ${dim_locations.location_id} ;;
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

explore: flagged_values {
  label: "Flagged values"
  description: "Values that something is known against: flagged by OpenAQ, or turned into null, with the reason."

  join: dim_cities {
    type: left_outer
    relationship: many_to_one
    sql_on: ${flagged_values.city} = ${dim_cities.city} ;;
  }

  join: dim_locations {
    type: left_outer
    relationship: many_to_one
    sql_on: ${flagged_values.location_id} = ${dim_locations.location_id} ;;
  }

  join: dim_pollutants {
    type: left_outer
    relationship: many_to_one
    sql_on: ${flagged_values.pollutant} = ${dim_pollutants.pollutant} ;;
  }
}
