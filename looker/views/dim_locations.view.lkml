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

  dimension: time_zone {
    label: "Time zone of the station"
  }

  dimension: is_monitor {
    hidden: yes # A yesno shows No for null, and an unknown station is not a low-cost one.
  }

  dimension: kind {
    label: "Kind of station"
    type: string
    description: "Regulatory, Low-cost, or Unknown where OpenAQ does not say."
    sql: CASE WHEN ${is_monitor} THEN 'Regulatory' WHEN NOT ${is_monitor} THEN 'Low-cost' ELSE 'Unknown' END ;;
  }

  dimension: position {
    type: location
    description: "Latitude and longitude in degrees (WGS84)."
    sql_latitude: ${latitude} ;;
    sql_longitude: ${longitude} ;;
  }
}
