# Data tests: Looker runs them against the warehouse (Develop > the project > Run Data Tests).
test: hours_of_a_station_are_unique {
  explore_source: hourly_values {
    column: location_id { field: hourly_values.location_id }
    column: pollutant { field: hourly_values.pollutant }
    column: measurement_hour { field: hourly_values.measurement_hour }
    column: count { field: hourly_values.count }
    filters: [hourly_values.pollutant: "", hourly_values.measurement_date: "30 days"]
    sorts: [hourly_values.count: desc]
    limit: 1
  }
  assert: one_value_for_each_station_hour_and_pollutant {
    expression: ${hourly_values.count} = 1 ;;
  }
}

test: loads_reconcile {
  explore_source: load_audit {
    column: count { field: load_audit.count }
    filters: [load_audit.is_reconciled: "No"]
  }
  assert: no_run_lost_a_row {
    expression: ${load_audit.count} = 0 ;;
  }
}
