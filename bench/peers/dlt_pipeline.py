"""The week of both cities with dlt's REST API source into DuckDB: dlthub.com/docs, "REST API source".

A third argument is the format of its loader's files.
"""

from __future__ import annotations

import os
import sys

import dlt
from dlt.sources.rest_api import rest_api_source

from week import BOXES, FIRST, LAST, arguments

base, folder = arguments()
loader = sys.argv[3] if len(sys.argv) > 3 else None  # noqa: PLR2004 (an argument that may be left out)

resources = []
for number, box in enumerate(BOXES):
    resources += [
        {
            "name": f"sensors_{number}",
            "primary_key": "id",
            "endpoint": {"path": "locations", "params": {"bbox": box}, "data_selector": "results[*].sensors[*]"},
        },
        {
            "name": f"hours_{number}",
            "primary_key": [f"_sensors_{number}_id", "period__datetime_from__utc"],
            "include_from_parent": ["id"],
            "endpoint": {
                "path": f"sensors/{{resources.sensors_{number}.id}}/hours",
                "params": {"datetime_from": FIRST, "datetime_to": LAST},
                "data_selector": "results",
            },
        },
    ]

source = rest_api_source(
    {
        "client": {
            "base_url": f"{base}/v3/",
            "headers": {"X-API-Key": os.environ["OPENAQ_API_KEY"]},
            "paginator": {"type": "page_number", "base_page": 1, "total_path": None},
        },
        "resource_defaults": {"write_disposition": "merge", "endpoint": {"params": {"limit": 1000}}},
        "resources": resources,
    }
)
pipeline = dlt.pipeline(
    "openaq", destination=dlt.destinations.duckdb(str(folder / "openaq.duckdb")), dataset_name="air_quality"
)
pipeline.run(source, loader_file_format=loader)
