view: +air_quality_limits {
  label: "Limits"

  dimension: limit_key {
    primary_key: yes
    hidden: yes
    type: string
    description: "Standard, pollutant and averaging time, joined."
    sql: ${standard} || ' ' || ${pollutant} || ' ' || ${averaging} ;;
  }
}
