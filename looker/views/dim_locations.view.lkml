view: +dim_locations {
  label: "Stations"

  dimension: location_id {
    primary_key: yes
    link: {
      label: "Show on OpenAQ Explorer"
      url: "https://explore.openaq.org/locations/{{ value }}"
    }
  }

  dimension: city {
    hidden: yes # Each view that is joined to this one carries its own.
  }

  dimension: country {
    hidden: yes
  }

  dimension: position {
    type: location
    description: "Latitude and longitude in degrees (WGS84)."
    sql_latitude: ${latitude} ;;
    sql_longitude: ${longitude} ;;
  }
}
