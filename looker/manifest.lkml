project_name: "openaq"

# The connection's name in Looker (Admin > Database > Connections).
constant: connection {
  value: "openaq_warehouse"
  export: override_optional
}

# The schema of every table: `warehouse.schema` in cdk.json.
constant: schema {
  value: "openaq"
  export: override_optional
}

# The time zone of both cities, UTC+7 all year. A name of the IANA database, which Redshift knows.
constant: local_time_zone {
  value: "Asia/Ho_Chi_Minh"
  export: override_optional
}
