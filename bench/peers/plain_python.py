"""The week of both cities with requests and pandas, as the API's own examples do it."""

from __future__ import annotations

import os

import pandas as pd
import requests

from week import BOXES, FIRST, LAST, arguments

base, folder = arguments()
session = requests.Session()
session.headers["X-API-Key"] = os.environ["OPENAQ_API_KEY"]


def results(path: str, **parameters: str | int) -> list[dict]:
    """The first page, which holds all: 1,000 rows."""
    answer = session.get(f"{base}/v3/{path}", params={"limit": 1000, **parameters}, timeout=30)
    answer.raise_for_status()
    return answer.json()["results"]


rows = [
    {
        "sensor": sensor["id"],
        "start": hour["period"]["datetimeFrom"]["utc"],
        "parameter": sensor["parameter"]["name"],
        "value": hour["value"],
    }
    for box in BOXES
    for location in results("locations", bbox=box)
    for sensor in location["sensors"]
    for hour in results(f"sensors/{sensor['id']}/hours", datetime_from=FIRST, datetime_to=LAST)
]
pd.DataFrame(rows).to_parquet(folder / "hours.parquet")
