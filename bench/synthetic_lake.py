"""A lake of any length: hours of the 53 real Vietnamese stations with SYNTHETIC values, in the pipeline's layout.

Its last day is the one that a run has just extracted: the run's manifests are there too.

The stations (``stations.tsv``) are OpenAQ's locations of 2025-12-22; each belongs to the nearer of the two cities.
Every value is made up: a daily curve with noise, a few per cent missing, so that sizes are realistic. A day is the same
in every lake, whatever its length.
"""

from __future__ import annotations

import csv
import json
import random
from datetime import UTC, date, datetime, timedelta
from math import pi, sin
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from lake_contract import city_segment
from lake_tables import POLLUTANTS, SOURCES, parquet_schema

STATIONS_FILE = Path(__file__).parent / "stations.tsv"
DATABASE = "openaq_database"
LAST_DAY = date(2025, 12, 21)
RUN_ID = "benchmark"


def _extracted_at(day: date) -> datetime:
    """Ten minutes after the day has ended."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=1, minutes=10)


def read_stations() -> dict[str, list[dict[str, str]]]:
    """The stations by city."""
    stations: dict[str, list[dict[str, str]]] = {}
    with STATIONS_FILE.open(encoding="utf-8") as file:
        for station in csv.DictReader(file, delimiter="\t"):
            stations.setdefault(station["city"], []).append(station)
    return stations


def _value(random_numbers: random.Random, hour: int) -> float | None:
    if random_numbers.random() < 0.03:  # noqa: PLR2004 (a missing hour now and then)
        return None
    return round(max(0.0, 30 + 15 * sin(2 * pi * hour / 24) + random_numbers.gauss(0, 8)), 4)


def _day_of(city: str, stations: list[dict[str, str]], day: date) -> pa.Table:
    random_numbers = random.Random(f"{city} {day}")  # noqa: S311 (repeatable values, no secrets)
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    rows = [
        {
            "location_id": int(station["location_id"]),
            "measurement_datetime": midnight + timedelta(hours=hour),
            **{name: _value(random_numbers, hour) for name in POLLUTANTS},
            "latitude": float(station["latitude"]),
            "longitude": float(station["longitude"]),
            "city": city,
            "country": "VN",
            "extracted_at": _extracted_at(day),
        }
        for station in stations
        for hour in range(24)
    ]
    return pa.Table.from_pylist(rows, schema=parquet_schema("measurements"))


def _write_locations(directory: Path, city: str, stations: list[dict[str, str]]) -> dict[str, object]:
    folder = directory / "s3/locations" / city_segment(city)
    folder.mkdir(parents=True)
    rows = [
        {
            "location_id": int(station["location_id"]),
            "location_name": station["name"],
            "city": city,
            "country": "VN",
            "latitude": float(station["latitude"]),
            "longitude": float(station["longitude"]),
            "is_active": True,
            "extracted_at": datetime(2025, 12, 22, tzinfo=UTC),
        }
        for station in stations
    ]
    pq.write_table(pa.Table.from_pylist(rows, schema=parquet_schema("locations")), folder / "data.parquet")
    return {"Values": [folder.name], "StorageDescriptor": {"Location": str(folder)}}


def _write_manifest(directory: Path, city: str, stations: list[dict[str, str]]) -> None:
    folder = directory / "s3/manifests" / RUN_ID
    folder.mkdir(parents=True, exist_ok=True)
    rows = [
        {
            "location_id": int(station["location_id"]),
            "city": city,
            "measurement_date": str(LAST_DAY),
            "row_count": 24,
            "extracted_at": _extracted_at(LAST_DAY),
        }
        for station in stations
    ]
    file = folder / f"{city_segment(city)}-{LAST_DAY}.parquet"
    pq.write_table(pa.Table.from_pylist(rows, schema=parquet_schema("manifests")), file)


def generate(directory: Path, days: int) -> None:
    """Writes the last ``days`` days before 2025-12-22, their catalog and the run's manifests into ``directory``."""
    partitions, locations = [], []
    for city, stations in read_stations().items():
        locations.append(_write_locations(directory, city, stations))
        _write_manifest(directory, city, stations)
        for number in range(days):
            day = LAST_DAY - timedelta(days=number)
            values = [city_segment(city), f"{day:%Y}", f"{day:%m}", f"{day:%d}"]
            folder = directory / "s3/airquality" / values[0] / f"year={day:%Y}/month={day:%m}/day={day:%d}"
            folder.mkdir(parents=True)
            pq.write_table(_day_of(city, stations, day), folder / "data.parquet")
            partitions.append({"Values": values, "StorageDescriptor": {"Location": str(folder)}})

    def table(name: str, partitions: list[dict[str, object]]) -> tuple[str, dict[str, object]]:
        columns = [{"Name": column, "Type": kind} for column, kind in SOURCES[name].columns.items()]
        keys = [{"Name": key, "Type": "string"} for key in SOURCES[name].partition_columns]
        descriptor = {"Columns": columns, "Location": str(directory)}
        return SOURCES[name].table, {
            "Name": SOURCES[name].table,
            "StorageDescriptor": descriptor,
            "PartitionKeys": keys,
            "Partitions": partitions,
        }

    tables = dict([table("measurements", partitions), table("locations", locations)])
    (directory / "catalog.json").write_text(json.dumps({"Databases": {DATABASE: tables}}), encoding="utf-8")


def job_options(directory: Path) -> dict[str, str]:
    """The options of the Glue job for the last day of the lake."""
    return {
        "JOB_NAME": "benchmark",
        "run_id": RUN_ID,
        "window_start": f"{LAST_DAY}T00:00:00Z",
        "window_end": f"{LAST_DAY + timedelta(days=1)}T00:00:00Z",
        "cities": ",".join(read_stations()),
        "source_database": DATABASE,
        "manifest_location": f"{directory}/s3/manifests/",
        "target_schema": "openaq",
        "redshift_connection": "RedshiftConnection",
        "redshift_database": "openaq_warehouse",
        "copy_role_arn": "arn:aws:iam::000000000000:role/copy",
        "TempDir": "s3://bucket/temp/",
    }
