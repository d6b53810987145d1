# What each run did, one row per run (sql/schema/80_load_audit.sql). Times are in UTC.
view: load_audit {
  label: "Runs"
  sql_table_name: @{schema}.load_audit ;;

  dimension: run_id {
    primary_key: yes
    type: string
    description: "The run: its start and the name of its Step Functions execution."
    sql: ${TABLE}.run_id ;;
  }

  dimension: cities {
    type: string
    description: "Cities of the run, joined by commas."
    sql: ${TABLE}.cities ;;
  }

  dimension_group: window_start {
    label: "Window start (UTC)"
    type: time
    timeframes: [date]
    convert_tz: no
    description: "First hour that the run covers."
    sql: ${TABLE}.window_start ;;
  }

  dimension_group: window_end {
    label: "Window end (UTC)"
    type: time
    timeframes: [date]
    convert_tz: no
    description: "End of the hours that the run covers, itself not covered."
    sql: ${TABLE}.window_end ;;
  }

  dimension_group: started {
    label: "Started (UTC)"
    type: time
    timeframes: [raw, time, date]
    convert_tz: no
    description: "When the run began."
    sql: ${TABLE}.started_at ;;
  }

  dimension_group: loaded {
    label: "Loaded (UTC)"
    type: time
    timeframes: [raw, time, date, week, month]
    convert_tz: no
    description: "When the run loaded its rows."
    sql: ${TABLE}.loaded_at ;;
  }

  dimension: minutes_to_load {
    label: "Minutes to load"
    type: number
    value_format_name: decimal_1
    description: "Minutes from the start of the run to its load."
    sql: DATEDIFF(second, ${started_raw}, ${loaded_raw}) / 60.0 ;;
  }

  dimension: rows_extracted {
    type: number
    value_format_name: decimal_0
    description: "Rows that extraction wrote to S3."
    sql: ${TABLE}.rows_extracted ;;
  }

  dimension: rows_read {
    type: number
    value_format_name: decimal_0
    description: "Rows that the transform read."
    sql: ${TABLE}.rows_read ;;
  }

  dimension: rows_staged {
    type: number
    value_format_name: decimal_0
    description: "Rows that passed the transform."
    sql: ${TABLE}.rows_staged ;;
  }

  dimension: rows_duplicate {
    type: number
    value_format_name: decimal_0
    description: "Rows that another row of the same location and hour replaced."
    sql: ${TABLE}.rows_duplicate ;;
  }

  dimension: rows_rejected {
    type: number
    value_format_name: decimal_0
    description: "Rows that the transform refused."
    sql: ${TABLE}.rows_rejected ;;
  }

  dimension: rows_loaded {
    type: number
    value_format_name: decimal_0
    description: "Rows of the run in the fact table."
    sql: ${TABLE}.rows_loaded ;;
  }

  dimension: rows_replaced {
    type: number
    value_format_name: decimal_0
    description: "Rows of earlier runs whose place the rows of this run took."
    sql: ${TABLE}.rows_replaced ;;
  }

  dimension: rows_withdrawn {
    type: number
    value_format_name: decimal_0
    description: "Facts that the newest answer of OpenAQ no longer has, removed by the run."
    sql: ${TABLE}.rows_withdrawn ;;
  }

  dimension: rows_outdated {
    type: number
    value_format_name: decimal_0
    description: "Rows left out because the warehouse holds a newer answer for their location and day."
    sql: ${TABLE}.rows_outdated ;;
  }

  dimension: rows_superseded {
    type: number
    value_format_name: decimal_0
    description: "Rows of the run that a newer extraction of another run replaced in the lake."
    sql: ${TABLE}.rows_superseded ;;
  }

  dimension: rows_adopted {
    type: number
    value_format_name: decimal_0
    description: "Rows of another, newer extraction that the run read in their place."
    sql: ${TABLE}.rows_adopted ;;
  }

  dimension: values_missing {
    type: number
    value_format_name: decimal_0
    description: "Hours that OpenAQ gives without a value."
    sql: ${TABLE}.values_missing ;;
  }

  dimension: values_nulled {
    type: number
    value_format_name: decimal_0
    description: "Implausible values that extraction turned into null."
    sql: ${TABLE}.values_nulled ;;
  }

  dimension: requests {
    type: number
    value_format_name: decimal_0
    description: "Requests sent to OpenAQ."
    sql: ${TABLE}.requests ;;
  }

  dimension: cities_without_data {
    type: string
    description: "Cities for which OpenAQ had no station or no hour, with the reason; empty when every city has data."
    sql: ${TABLE}.cities_without_data ;;
  }

  dimension: status {
    type: string
    description: "What the check of the run said, passed or failed; loaded when it has not spoken."
    sql: ${TABLE}.status ;;
  }

  dimension: detail {
    type: string
    description: "The equations of the check; for a failed run the broken ones."
    sql: ${TABLE}.detail ;;
  }

  dimension: is_reconciled {
    type: yesno
    description: "Whether the check found no broken equation between extraction, transform and load."
    sql: ${status} <> 'failed' ;;
  }

  measure: count {
    label: "Runs"
    type: count
    value_format_name: decimal_0
    description: "Runs that loaded."
    drill_fields: [run_id, started_time, loaded_time, rows_read, rows_duplicate, rows_rejected, rows_loaded]
  }

  measure: hours_since_load {
    label: "Hours since the last load"
    type: number
    value_format_name: decimal_1
    description: "Hours from the last load until now. Above 25 a daily run is missing."
    sql: DATEDIFF(minute, MAX(${loaded_raw}), GETDATE()) / 60.0 ;;
  }

  measure: average_minutes_to_load {
    label: "Minutes to load, mean"
    type: average
    value_format_name: decimal_1
    description: "Mean minutes from the start of a run to its load."
    sql: ${minutes_to_load} ;;
  }

  measure: total_rows_read {
    label: "Rows read"
    type: sum
    value_format_name: decimal_0
    description: "Rows that the transform read."
    sql: ${rows_read} ;;
  }

  measure: total_rows_loaded {
    label: "Rows loaded"
    type: sum
    value_format_name: decimal_0
    description: "Rows that were loaded, repeated runs included."
    sql: ${rows_loaded} ;;
  }

  measure: total_rows_duplicate {
    label: "Rows duplicate"
    type: sum
    value_format_name: decimal_0
    description: "Rows that another row of the same location and hour replaced."
    sql: ${rows_duplicate} ;;
  }

  measure: total_rows_rejected {
    label: "Rows rejected"
    type: sum
    value_format_name: decimal_0
    description: "Rows that the transform refused."
    sql: ${rows_rejected} ;;
  }

  measure: total_rows_withdrawn {
    label: "Rows withdrawn"
    type: sum
    value_format_name: decimal_0
    description: "Facts that OpenAQ no longer has, removed by later runs."
    sql: ${rows_withdrawn} ;;
  }

  measure: total_values_nulled {
    label: "Values nulled"
    type: sum
    value_format_name: decimal_0
    description: "Implausible values that extraction turned into null."
    sql: ${values_nulled} ;;
  }

  measure: total_requests {
    label: "Requests"
    type: sum
    value_format_name: decimal_0
    description: "Requests sent to OpenAQ."
    sql: ${requests} ;;
  }

  measure: rejected_share {
    label: "Rejected share"
    type: number
    value_format_name: percent_1
    description: "Rejected rows as a share of the rows read."
    sql: 1.0 * ${total_rows_rejected} / NULLIF(${total_rows_read}, 0) ;;
  }
}
