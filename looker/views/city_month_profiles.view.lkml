view: +city_month_profiles {
  label: "Months of the year"
  extends: [profile_measures]

  dimension: profile_month {
    primary_key: yes
    hidden: yes
    type: string
    description: "City, pollutant, clock and month, joined."
    sql: ${city} || ' ' || ${pollutant} || ' ' || ${clock} || ' ' || CAST(${month_of_year} AS VARCHAR(2)) ;;
  }
}
