view: +city_aqi_days {
  label: "AQI of cities"
  extends: [aqi_measures]

  dimension: city_day {
    primary_key: yes
    hidden: yes
    type: string
    description: "City and local date, joined."
    sql: ${city} || ' ' || TO_CHAR(${local_raw}, 'YYYY-MM-DD') ;;
  }

  measure: count {
    label: "City days with an index"
    type: count
    value_format_name: decimal_0
    description: "Days of cities with an index."
    drill_fields: [city, local_date, aqi, category, dominant_pollutant, dominant_averaging, dominant_value_ug_m3, stations]
  }
}
