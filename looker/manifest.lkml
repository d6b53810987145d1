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
