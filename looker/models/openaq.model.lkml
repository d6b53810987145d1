# Hourly air quality of Hanoi and Ho Chi Minh City, and the runs that loaded it.
connection: "@{connection}"
label: "OpenAQ"

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

explore: fact_measurements {
  label: "Measurements"
  description: "Hourly concentrations of six pollutants in ug/m3, by location."

  join: dim_locations {
    type: left_outer
    relationship: many_to_one
    sql_on: ${fact_measurements.location_id} = ${dim_locations.location_id} ;;
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
