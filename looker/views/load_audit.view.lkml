view: +load_audit {
  label: "Runs"

  dimension: run_id {
    primary_key: yes
  }

  dimension: minutes_to_load {
    label: "Minutes to load"
    type: number
    value_format_name: decimal_1
    description: "Minutes from the start of the run to its load."
    sql: DATEDIFF(second, ${started_raw}, ${loaded_raw}) / 60.0 ;;
  }

  dimension: is_reconciled {
    label: "Is reconciled"
    type: yesno
    description: "Whether the check found no broken equation between extraction, transform and load."
    sql: ${status} <> 'failed' ;;
  }

  measure: count {
    label: "Runs"
    type: count
    value_format_name: decimal_0
    description: "Runs that loaded. A run that failed before has no row here."
    drill_fields: [run_id, started_time, loaded_time, rows_read, rows_duplicate, rows_rejected, rows_loaded, status, detail]
  }

  measure: hours_since_load {
    label: "Hours since the last load"
    type: number
    value_format_name: decimal_1
    description: "Hours from the last load until now. Above 25 a daily run is missing."
    sql: DATEDIFF(minute, MAX(${loaded_raw}), GETDATE()) / 60.0 ;;
  }

  measure: average_minutes_to_load {
    label: "Minutes to load, mean of runs"
    type: average
    value_format_name: decimal_1
    description: "Mean minutes from the start of a run to its load, each run counting once."
    sql: ${minutes_to_load} ;;
  }

  # The equation of the audit: extracted - superseded + adopted = read = staged + duplicate + rejected, staged = outdated + loaded.

  measure: total_rows_extracted {
    group_label: "Totals"
    label: "Rows extracted"
    type: sum
    value_format_name: decimal_0
    description: "Rows that extraction wrote to S3, repeated runs included."
    sql: ${rows_extracted} ;;
  }

  measure: total_rows_superseded {
    group_label: "Totals"
    label: "Rows superseded"
    type: sum
    value_format_name: decimal_0
    description: "Rows extracted that a newer extraction of another run replaced in the lake."
    sql: ${rows_superseded} ;;
  }

  measure: total_rows_adopted {
    group_label: "Totals"
    label: "Rows adopted"
    type: sum
    value_format_name: decimal_0
    description: "Rows of other runs read in their place."
    sql: ${rows_adopted} ;;
  }

  measure: total_rows_read {
    group_label: "Totals"
    label: "Rows read"
    type: sum
    value_format_name: decimal_0
    description: "Rows that the Glue job read: extracted less superseded, and adopted."
    sql: ${rows_read} ;;
  }

  measure: total_rows_duplicate {
    group_label: "Totals"
    label: "Rows duplicate"
    type: sum
    value_format_name: decimal_0
    description: "Rows read of a key that another row has."
    sql: ${rows_duplicate} ;;
  }

  measure: total_rows_rejected {
    group_label: "Totals"
    label: "Rows rejected"
    type: sum
    value_format_name: decimal_0
    description: "Rows read that broke a rule."
    sql: ${rows_rejected} ;;
  }

  measure: total_rows_staged {
    group_label: "Totals"
    label: "Rows staged"
    type: sum
    value_format_name: decimal_0
    description: "Rows read that are neither duplicate nor rejected."
    sql: ${rows_staged} ;;
  }

  measure: total_rows_outdated {
    group_label: "Totals"
    label: "Rows outdated"
    type: sum
    value_format_name: decimal_0
    description: "Rows staged and left out, since the warehouse holds a newer answer."
    sql: ${rows_outdated} ;;
  }

  measure: total_rows_loaded {
    group_label: "Totals"
    label: "Rows loaded"
    type: sum
    value_format_name: decimal_0
    description: "Rows staged that were loaded, repeated runs included."
    sql: ${rows_loaded} ;;
  }

  measure: total_rows_withdrawn {
    group_label: "Totals"
    label: "Rows withdrawn"
    type: sum
    value_format_name: decimal_0
    description: "Facts that the newest answer no longer has, removed by the runs."
    sql: ${rows_withdrawn} ;;
  }

  measure: total_values_changed {
    group_label: "Totals"
    label: "Values changed"
    type: sum
    value_format_name: decimal_0
    description: "Values of a location, an hour and a pollutant that the runs made others than before: new, corrected and withdrawn ones. A run that brought nothing new counts none."
    sql: ${values_changed} ;;
  }

  measure: total_values_nulled {
    group_label: "Totals"
    label: "Values nulled"
    type: sum
    value_format_name: decimal_0
    description: "Values that extraction turned into null, since they are fill codes or not plausible."
    sql: ${values_nulled} ;;
  }

  measure: total_values_missing {
    group_label: "Totals"
    label: "Values missing"
    type: sum
    value_format_name: decimal_0
    description: "Hours that OpenAQ gives without a value."
    sql: ${values_missing} ;;
  }

  measure: total_requests {
    group_label: "Totals"
    label: "Requests"
    type: sum
    value_format_name: decimal_0
    description: "Requests sent to OpenAQ."
    sql: ${requests} ;;
  }

  measure: rejected_share {
    label: "Share of rows rejected (%)"
    type: number
    value_format_name: percent_1
    description: "Rows rejected as a share of the rows read, of all runs selected together."
    sql: 1.0 * ${total_rows_rejected} / NULLIF(${total_rows_read}, 0) ;;
  }
}
