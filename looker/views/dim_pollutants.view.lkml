view: +dim_pollutants {
  label: "Pollutants"

  dimension: pollutant {
    primary_key: yes
    hidden: yes # Each view that is joined to this one carries its own.
  }

  dimension: pollutant_name {
    order_by_field: position
  }

  dimension: position {
    hidden: yes
  }
}
