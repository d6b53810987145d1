"""Columns that files of earlier versions lack: null where they are not there, and never lost where they are."""

from __future__ import annotations

import pyarrow as pa
import pytest
from pyspark.sql import SparkSession

from conftest import RunJob
from lake import LOCATION_SCHEMA, Lake, hour, location, location_day
from lake_sources import MalformedPartitionError, StaleTableError
from lake_tables import SOURCES
from test_parity import assert_engines_agree

OPTIONAL = SOURCES["locations"].optional
OLD_SCHEMA = pa.schema([field for field in LOCATION_SCHEMA if field.name not in OPTIONAL])


@pytest.fixture
def upgraded(lake: Lake) -> Lake:
    """A lake with the locations of one city as an earlier version wrote them, and of another as this one does."""
    lake.put_day([hour()])
    lake.put_locations([location()], schema=OLD_SCHEMA)
    lake.put_locations([location(location_id=7440)], city="Ho_Chi_Minh_City")
    lake.put_manifest([location_day()])
    return lake


def test_are_null_where_a_file_lacks_them_on_both_engines(upgraded: Lake, spark: SparkSession, run_job: RunJob) -> None:
    assert_engines_agree(upgraded, spark, run_job)

    staged = run_job(upgraded)["stage_locations"]

    assert {row["location_id"]: row["provider"] for row in staged} == {7441: None, 7440: "AirNow"}


def test_are_null_where_no_file_and_no_table_has_them(lake: Lake, spark: SparkSession, run_job: RunJob) -> None:
    lake.put_day([hour()])
    lake.put_locations([location()], schema=OLD_SCHEMA)
    lake.put_manifest([location_day()])
    lake.uncatalogued |= OPTIONAL

    assert_engines_agree(lake, spark, run_job)

    (staged,) = run_job(lake)["stage_locations"]
    assert {name: staged[name] for name in OPTIONAL} == dict.fromkeys(OPTIONAL)


def test_stop_the_job_where_a_file_has_one_that_the_table_lacks(upgraded: Lake, run_job: RunJob) -> None:
    upgraded.uncatalogued.add("provider")

    with pytest.raises(
        StaleTableError, match=r"lacks column provider, which .*City/data.parquet has: crawl everything"
    ):
        run_job(upgraded)


def test_must_have_their_type(lake: Lake, run_job: RunJob) -> None:
    index = LOCATION_SCHEMA.get_field_index("is_monitor")
    lake.put_day([hour()])
    lake.put_locations(
        [location(is_monitor="yes")], schema=LOCATION_SCHEMA.set(index, pa.field("is_monitor", pa.string()))
    )

    with pytest.raises(MalformedPartitionError, match="column is_monitor is string, expected boolean"):
        run_job(lake)
