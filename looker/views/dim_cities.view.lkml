view: +dim_cities {
  label: "Cities"

  dimension: city {
    primary_key: yes
    hidden: yes # Each view that is joined to this one carries its own, and the time zone.
  }

  dimension: display_name {
    label: "City"
  }

  dimension: time_zone {
    hidden: yes
  }

  dimension: source {
    label: "Source of the time zone"
  }
}
