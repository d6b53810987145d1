# Data tests: Looker runs them against the warehouse (Develop > the project > Run Data Tests).
test: hours_of_a_location_are_unique {
  explore_source: fact_measurements {
    column: location_id { field: fact_measurements.location_id }
    column: measurement_hour { field: fact_measurements.measurement_hour }
    column: count { field: fact_measurements.count }
    filters: [fact_measurements.measurement_date: "30 days"]
    sorts: [fact_measurements.count: desc]
    limit: 1
  }
  assert: one_row_for_each_location_and_hour {
    expression: ${fact_measurements.count} = 1 ;;
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
