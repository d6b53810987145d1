view: +aqi_breakpoints {
  label: "AQI breakpoints"

  dimension: breakpoint {
    primary_key: yes
    hidden: yes
    type: string
    description: "Pollutant, averaging time and lowest index, joined."
    sql: ${pollutant} || ' ' || ${averaging} || ' ' || CAST(${index_low} AS VARCHAR(11)) ;;
  }
}
