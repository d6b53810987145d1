view: +city_hour_profiles {
  label: "Hours of the day"
  extends: [profile_measures]

  dimension: profile_hour {
    primary_key: yes
    hidden: yes
    type: string
    description: "City, pollutant, clock and hour, joined."
    sql: ${city} || ' ' || ${pollutant} || ' ' || ${clock} || ' ' || CAST(${hour_of_day} AS VARCHAR(2)) ;;
  }
}
