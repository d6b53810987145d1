# The measuring locations (sql/schema/30_dim_locations.sql).
view: dim_locations {
  label: "Locations"
  sql_table_name: @{schema}.dim_locations ;;

  dimension: location_id {
    primary_key: yes
    type: number
    value_format_name: id
    description: "OpenAQ's number of the location."
    sql: ${TABLE}.location_id ;;
    link: {
      label: "Show on OpenAQ Explorer"
      url: "https://explore.openaq.org/locations/{{ value }}"
    }
  }

  dimension: location_name {
    type: string
    description: "Name that the provider gave the location; empty when it gave none."
    sql: ${TABLE}.location_name ;;
  }

  dimension: city {
    hidden: yes # Each measurement carries its own.
    type: string
    description: "City in whose box the location lies."
    sql: ${TABLE}.city ;;
  }

  dimension: country {
    hidden: yes
    type: string
    description: "ISO 3166-1 code of the country, such as VN."
    sql: ${TABLE}.country ;;
  }

  dimension: position {
    type: location
    description: "Latitude and longitude in degrees (WGS84)."
    sql_latitude: ${TABLE}.latitude ;;
    sql_longitude: ${TABLE}.longitude ;;
  }

  dimension: is_active {
    type: yesno
    description: "Whether the location had reported within the 30 days before it was last read."
    sql: ${TABLE}.is_active ;;
  }

  dimension_group: created {
    label: "First read (UTC)"
    type: time
    timeframes: [time, date]
    convert_tz: no
    description: "When OpenAQ was first read for this location."
    sql: ${TABLE}.created_at ;;
  }

  dimension_group: updated {
    label: "Last read (UTC)"
    type: time
    timeframes: [time, date]
    convert_tz: no
    description: "When OpenAQ was read for the state shown here."
    sql: ${TABLE}.updated_at ;;
  }
}
