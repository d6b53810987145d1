view: +station_aqi_days {
  label: "AQI of stations"
  extends: [aqi_measures]

  dimension: station_day {
    primary_key: yes
    hidden: yes
    type: string
    description: "Station, city and local date, joined."
    sql: CAST(${location_id} AS VARCHAR(11)) || ' ' || ${city} || ' ' || TO_CHAR(${local_raw}, 'YYYY-MM-DD') ;;
  }

  dimension: location_id {
    hidden: yes # Shown by dim_locations.
  }

  measure: count {
    label: "Station days with an index"
    type: count
    value_format_name: decimal_0
    description: "Days of stations with an index."
    drill_fields: [dim_locations.location_name, local_date, aqi, category, dominant_pollutant, dominant_averaging, dominant_value_ug_m3]
  }
}
