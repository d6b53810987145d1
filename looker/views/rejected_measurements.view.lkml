view: +rejected_measurements {
  label: "Rejected measurements"

  # The table has no key of its own. Extraction writes a location and hour once into each partition, so these columns are
  # one for every row that it wrote; a file from elsewhere may break that. No measure depends on it: the one join of this
  # view is many to one.
  dimension: rejected_row {
    primary_key: yes
    hidden: yes
    type: string
    description: "Run, partition, location and hour, joined."
    sql: ${run_id} || ' ' || ${partition_city} || ' ' || TO_CHAR(${partition_raw}, 'YYYY-MM-DD')
      || ' ' || COALESCE(CAST(${location_id} AS VARCHAR(11)), '')
      || ' ' || COALESCE(TO_CHAR(${measurement_raw}, 'YYYY-MM-DD HH24:MI:SS'), '') ;;
  }

  measure: count {
    label: "Rejected rows"
    type: count
    value_format_name: decimal_0
    description: "Rows that the transform refused."
    drill_fields: [reason, dim_locations.location_name, location_id, measurement_time]
  }

  measure: count_locations {
    label: "Stations"
    type: count_distinct
    value_format_name: decimal_0
    description: "Stations with a refused row."
    sql: ${location_id} ;;
  }
}
