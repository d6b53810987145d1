"""The job's arguments and the partition predicate made of them. No Spark but for judging the predicate."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from awsglue.catalog import Partition, matching
from hypothesis import given
from hypothesis import strategies as st
from pyspark.sql import SparkSession

from conftest import ARGUMENTS
from job_arguments import check_arguments, city_predicate, window_predicate
from lake_contract import MissingTransformError, contract_directories, read_lake
from lake_tables import CONTRACT, TRANSFORM
from option_reader import InvalidArgumentsError


def test_turns_options_into_arguments() -> None:
    arguments = check_arguments(ARGUMENTS, CONTRACT.names)

    assert arguments.window_start == datetime(2018, 12, 5, tzinfo=UTC)
    assert arguments.window_end == datetime(2018, 12, 6, tzinfo=UTC)
    assert arguments.city_segments == ("Hanoi", "Ho_Chi_Minh_City")
    assert arguments.temp_dir == "s3://bucket/temp/"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("run_id", "x'; drop table openaq.fact_measurements; --"),
        ("run_id", ""),
        ("window_start", "2018-12-05"),
        ("window_start", "2018-12-05T01:00:00Z"),
        ("window_start", "2019-02-29T00:00:00Z"),
        ("window_end", "2018-12-05T00:00:00Z"),
        ("window_end", "2018-12-04T00:00:00Z"),
        ("cities", ""),
        ("cities", "Hanoi,"),
        ("cities", "Hanoi') or (1 = 1"),
        ("source_database", "a.b"),
        ("manifest_location", "s3://bucket/manifests"),
        ("manifest_location", ""),
        ("target_schema", "openaq; x"),
        ("redshift_connection", ""),
        ("redshift_database", "open-aq"),
        ("copy_role_arn", ""),
        ("TempDir", "/tmp"),
        ("TempDir", None),
    ],
)
def test_refuses_a_wrong_argument_by_name(name: str, value: str | None) -> None:
    with pytest.raises(InvalidArgumentsError, match=f"--{name} "):
        check_arguments({**ARGUMENTS, name: value}, CONTRACT.names)


def test_lists_every_mistake_in_one_message() -> None:
    wrong = {**ARGUMENTS, "run_id": "", "cities": "!", "TempDir": "x", "window_start": "now"}

    with pytest.raises(InvalidArgumentsError) as caught:
        check_arguments(wrong, CONTRACT.names)

    assert all(f"--{name}" in str(caught.value) for name in ("run_id", "cities", "TempDir", "window_start"))


@pytest.mark.parametrize(
    ("cities", "window_end", "partitions"),
    [
        ("Hanoi", "2018-12-06", 1),
        ("Hanoi,Hue", "2018-12-13", 1),
        ("Hanoi,Hue", "2018-12-14", 2),
        ("Hanoi", "2028-12-01", 4),
    ],
)
def test_holds_a_day_in_one_partition_and_years_in_four(cities: str, window_end: str, partitions: int) -> None:
    given = {**ARGUMENTS, "cities": cities, "window_end": f"{window_end}T00:00:00Z"}

    assert check_arguments(given, CONTRACT.names).partitions == partitions


def test_writes_a_whole_month_without_its_days() -> None:
    predicate = window_predicate(datetime(2023, 12, 31, tzinfo=UTC), datetime(2024, 3, 2, tzinfo=UTC))

    assert predicate == (
        "((year = '2023' and month = '12' and day in ('31')) or (year = '2024' and month = '01')"
        " or (year = '2024' and month = '02') or (year = '2024' and month = '03' and day in ('01')))"
    )


@given(
    start=st.dates(date(2023, 11, 1), date(2024, 4, 1)),
    days=st.integers(1, 120),
    cities=st.sets(st.sampled_from(["Hanoi", "Ho_Chi_Minh_City", "Hue"]), min_size=1),
)
def test_predicate_keeps_exactly_the_cities_and_days_of_the_window(
    spark: SparkSession, start: date, days: int, cities: set[str]
) -> None:
    first = date(2023, 10, 1)
    partitions = [
        Partition({"partition_0": city, "year": f"{day:%Y}", "month": f"{day:%m}", "day": f"{day:%d}"}, Path(f"{day}"))
        for city in ("Hanoi", "Ho_Chi_Minh_City", "Hue")
        for day in (first + timedelta(days=number) for number in range(320))
    ]
    begin = datetime(start.year, start.month, start.day, tzinfo=UTC)

    predicate = f"{city_predicate(sorted(cities))} and {window_predicate(begin, begin + timedelta(days=days))}"
    kept = matching(spark, partitions, predicate)

    expected = {str(start + timedelta(days=number)) for number in range(days)}
    assert kept == [
        partition
        for partition in partitions
        if partition.values["partition_0"] in cities and str(partition.location) in expected
    ]


def _shipped(extra_files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in Glue: the contract and the SQL in one folder, which is the working directory."""
    extra_files.mkdir()
    for file in TRANSFORM.iterdir():
        (extra_files / file.name).write_text(file.read_text())
    monkeypatch.chdir(extra_files)


def test_finds_the_transform_in_the_working_directory_as_in_glue(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _shipped(tmp_path / "work", monkeypatch)

    found = read_lake(contract_directories(str(tmp_path / "elsewhere" / "openaq_to_redshift.py")))

    assert found == read_lake([TRANSFORM])
    assert [view for view, _ in found.transform][-1] == "stage_counts"


def test_finds_the_transform_beside_the_script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _shipped(tmp_path / "job", monkeypatch)
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")

    script = tmp_path / "job" / "openaq_to_redshift.py"
    assert read_lake(contract_directories(str(script))) == read_lake([TRANSFORM])


def test_names_every_place_when_there_is_no_transform(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "job" / "openaq_to_redshift.py"
    script.parent.mkdir()
    monkeypatch.chdir(tmp_path)

    with pytest.raises(MissingTransformError, match="check --extra-files") as caught:
        read_lake(contract_directories(str(script)))

    assert all(str(place) in str(caught.value) for place in (tmp_path / "sql/transform", script.parent, tmp_path))


def test_names_the_view_that_the_transform_lacks(tmp_path: Path) -> None:
    (tmp_path / "lake.json").write_text((TRANSFORM / "lake.json").read_text())
    (tmp_path / "10_stage_measurements.sql").write_text("select 1")

    with pytest.raises(MissingTransformError, match="no file for lost_dates, rejected_measurements, stage_counts"):
        read_lake([tmp_path])
