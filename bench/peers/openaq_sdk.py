"""The week of both cities with OpenAQ's own SDK for Python: docs.openaq.org/sdk/python."""

from __future__ import annotations

import pandas as pd
from openaq import OpenAQ

from week import BOXES, FIRST, LAST, arguments

base, folder = arguments()
rows = []
with OpenAQ(base_url=f"{base}/v3/") as client:
    for box in BOXES:
        for location in client.locations.list(bbox=tuple(map(float, box.split(","))), limit=1000).results:
            for sensor in location.sensors:
                hours = client.measurements.list(
                    sensor.id, data="hours", datetime_from=FIRST, datetime_to=LAST, limit=1000
                )
                rows += [
                    {
                        "sensor": sensor.id,
                        "start": hour.period.datetime_from.utc,
                        "parameter": sensor.parameter.name,
                        "value": hour.value,
                    }
                    for hour in hours.results
                ]
pd.DataFrame(rows).to_parquet(folder / "hours.parquet")
