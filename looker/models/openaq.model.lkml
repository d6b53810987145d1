# Hourly air quality of the configured cities, and the runs that loaded it.
connection: "@{connection}"
label: "OpenAQ"

# In this order: the views of columns are refined by the others.
include: "/columns/*.view.lkml"
include: "/views/*.view.lkml"
include: "/explores/*.explore.lkml"
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
