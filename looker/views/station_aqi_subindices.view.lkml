view: +station_aqi_subindices {
  label: "AQI of pollutants"
  extends: [aqi_measures]

  dimension: subindex {
    primary_key: yes
    hidden: yes
    type: string
    description: "Station, city, local date, pollutant and averaging time, joined."
    sql: CAST(${location_id} AS VARCHAR(11)) || ' ' || ${city} || ' ' || TO_CHAR(${local_raw}, 'YYYY-MM-DD')
      || ' ' || ${pollutant} || ' ' || ${averaging} ;;
  }

  dimension: location_id {
    hidden: yes # Shown by dim_locations.
  }

  measure: count {
    label: "Indices"
    type: count
    value_format_name: decimal_0
    description: "Indices of stations, days, pollutants and averaging times."
    drill_fields: [dim_locations.location_name, local_date, dim_pollutants.pollutant_name, averaging, concentration, unit, aqi, category]
  }
}
