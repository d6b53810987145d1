"""A bucket in a folder: Parquet files in the pipeline's layout, and the catalog that the crawler would make of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from lake_tables import SOURCES, folder, parquet_schema

DATABASE = "openaq_database"
MEASUREMENTS, LOCATIONS = SOURCES["measurements"].table, SOURCES["locations"].table
FOLDERS = {MEASUREMENTS: folder("measurements"), LOCATIONS: folder("locations")}

MEASUREMENT_SCHEMA = parquet_schema("measurements")
LOCATION_SCHEMA = parquet_schema("locations")
MANIFEST_SCHEMA = parquet_schema("manifests")

DAY = date(2018, 12, 5)
EXTRACTED_AT = datetime(2018, 12, 6, 0, 10, tzinfo=UTC)


def hour(**changes: object) -> dict[str, object]:
    """An hour of the Hanoi partition of DAY that breaks no rule."""
    return {
        "location_id": 7441,
        "measurement_datetime": datetime(2018, 12, 5, 1, tzinfo=UTC),
        "pm25": 42.5,
        "latitude": 21.021194,
        "longitude": 105.819092,
        "city": "Hanoi",
        "country": "VN",
        "extracted_at": EXTRACTED_AT,
        **changes,
    }


def location_day(**changes: object) -> dict[str, object]:
    """What an extraction answered for a location of Hanoi on DAY: one row."""
    return {
        "location_id": 7441,
        "city": "Hanoi",
        "measurement_date": str(DAY),
        "row_count": 1,
        "extracted_at": EXTRACTED_AT,
        **changes,
    }


def location(**changes: object) -> dict[str, object]:
    """A location of Hanoi."""
    return {
        "location_id": 7441,
        "location_name": "US Diplomatic Post: Hanoi",
        "city": "Hanoi",
        "country": "VN",
        "latitude": 21.021194,
        "longitude": 105.819092,
        "is_active": True,
        "extracted_at": EXTRACTED_AT,
        "provider": "AirNow",
        "is_monitor": True,
        **changes,
    }


class Lake:
    """Files are named, so that several may lie in one partition."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.catalog_file = directory / "catalog.json"
        self.manifests = directory / "s3" / folder("manifests")
        self._partitions: dict[str, dict[tuple[str, ...], Path]] = {table: {} for table in FOLDERS}
        #: Columns that the tables of the catalog lack, since they were made before the columns were.
        self.uncatalogued: set[str] = set()

    def put_day(
        self,
        rows: Sequence[Mapping[str, object]],
        *,
        city: str = "Hanoi",
        day: date = DAY,
        name: str = "data.parquet",
        schema: pa.Schema = MEASUREMENT_SCHEMA,
    ) -> Path:
        """Writes hours into a city's partition of a day."""
        file = self._file(MEASUREMENTS, (city, f"{day:%Y}", f"{day:%m}", f"{day:%d}"), name)
        pq.write_table(pa.Table.from_pylist(list(rows), schema=schema), file)
        return file

    def put_locations(
        self, rows: Sequence[Mapping[str, object]], *, city: str = "Hanoi", schema: pa.Schema = LOCATION_SCHEMA
    ) -> Path:
        """Writes a city's locations."""
        file = self._file(LOCATIONS, (city,), "data.parquet")
        pq.write_table(pa.Table.from_pylist(list(rows), schema=schema), file)
        return file

    def put_manifest(
        self,
        rows: Sequence[Mapping[str, object]],
        *,
        run_id: str = "run-1",
        name: str = "Hanoi-2018-12-05.parquet",
        schema: pa.Schema = MANIFEST_SCHEMA,
    ) -> Path:
        """Writes the manifest of one work item of a run. Without rows: a city of which no location is listed."""
        file = self.manifests / run_id / name
        file.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(pa.Table.from_pylist(list(rows), schema=schema), file)
        return file

    def write_catalog(self) -> None:
        """What the crawler does. A table without partitions does not exist."""
        tables = {
            source.table: {
                "Name": source.table,
                "StorageDescriptor": {
                    "Columns": [
                        {"Name": name, "Type": kind}
                        for name, kind in source.columns.items()
                        if name not in self.uncatalogued
                    ],
                    "Location": str(self.directory),
                },
                "PartitionKeys": [{"Name": key, "Type": "string"} for key in source.partition_columns],
                "Partitions": [
                    {"Values": list(values), "StorageDescriptor": {"Location": str(folder)}}
                    for values, folder in sorted(self._partitions[source.table].items())
                ],
            }
            for source in SOURCES.values()
            if self._partitions.get(source.table)
        }
        self.catalog_file.write_text(json.dumps({"Databases": {DATABASE: tables}}), encoding="utf-8")

    def _file(self, table: str, values: tuple[str, ...], name: str) -> Path:
        city, *rest = values
        keyed = (f"{key}={value}" for key, value in zip(("year", "month", "day"), rest, strict=False))
        folder = self.directory / "s3" / FOLDERS[table] / city / "/".join(keyed)
        folder.mkdir(parents=True, exist_ok=True)
        self._partitions[table][values] = folder
        return folder / name
