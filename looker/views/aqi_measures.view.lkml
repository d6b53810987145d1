# What the views of the index share. An index is no concentration and is linear in pieces only, so there is no mean of it.
view: aqi_measures {
  extension: required

  measure: max_aqi {
    label: "AQI, highest (index)"
    type: max
    value_format_name: decimal_0
    description: "Highest US EPA AQI of those selected, 0 to 500 and beyond, with the colour of its category. For one day it is the index of that day."
    sql: ${aqi} ;;
    html: <span style="background-color: {{ worst_colour._value }}">&nbsp;&nbsp;&nbsp;</span> {{ rendered_value }} ;;
  }

  measure: worst_category {
    label: "AQI category of the highest"
    type: string
    description: "Category of the highest index of those selected."
    sql: SUBSTRING(MAX(LPAD(CAST(${aqi} AS VARCHAR(8)), 8, '0') || ${category}), 9) ;;
  }

  measure: worst_colour {
    hidden: yes # Drawn beside the index, for a colour alone is not for everybody.
    type: string
    description: "Colour of the category of the highest index of those selected."
    sql: SUBSTRING(MAX(LPAD(CAST(${aqi} AS VARCHAR(8)), 8, '0') || ${colour}), 9) ;;
  }
}
