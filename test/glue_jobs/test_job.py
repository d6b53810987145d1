"""The script as a whole on real Spark: what it reads, writes and refuses."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyspark
import pytest
from pyspark.sql import Column, SparkSession
from pyspark.sql.functions import col, lit, when

import lake_sources
from conftest import ReportFigure, RunJob
from lake import DAY, MEASUREMENT_SCHEMA, Lake, hour, location, location_day
from lake_sources import MalformedPartitionError, MissingTableError, UnnamedFileError
from option_reader import InvalidArgumentsError
from read_counter import counted_reads
from staging import as_multiset

NEXT_DAY = DAY + timedelta(days=1)
TWO_DAYS = {"window_end": "2018-12-07T00:00:00Z"}


def at(hour_of_day: int, day: date = DAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour_of_day, tzinfo=UTC)


def test_stages_accepted_rows_and_counts_every_row_it_read(filled: Lake, run_job: RunJob) -> None:
    staging = run_job(filled)

    one_o_clock = datetime(2018, 12, 5, 1)  # stays so in any time zone of the machine
    staged = [(row["location_id"], row["measurement_datetime"], row["pm25"]) for row in staging["stage_measurements"]]
    assert sorted(staged) == [(7440, one_o_clock, Decimal("42.5000")), (7441, one_o_clock, Decimal("2.6751"))]
    assert [row["reason"] for row in staging["rejected_measurements"]] == ["value_out_of_range"]
    assert {row["location_name"] for row in staging["stage_locations"]} == {"US Diplomatic Post: Hanoi", "Lãnh sự quán"}
    assert staging.counts == {
        "run_id": "run-1",
        "rows_read": 4,
        "rows_staged": 2,
        "rows_duplicate": 1,
        "rows_rejected": 1,
        "locations_staged": 2,
        "rows_superseded": 0,
        "rows_adopted": 1,
        "engine": f"spark {pyspark.__version__}",
    }


def test_reads_only_the_run_s_cities_and_days(filled: Lake, run_job: RunJob) -> None:
    filled.put_day([hour(measurement_datetime=at(0, NEXT_DAY))], day=NEXT_DAY)
    filled.put_day([hour(location_id=9, city="Hue")], city="Hue")

    assert run_job(filled, run_id="hanoi", cities="Hanoi").counts["rows_read"] == 3


def test_does_not_even_list_a_partition_outside_the_window(filled: Lake, run_job: RunJob) -> None:
    outside = filled.put_day([hour()], day=NEXT_DAY)
    outside.unlink()
    outside.parent.rmdir()

    assert run_job(filled).counts["rows_read"] == 4


def test_writes_counts_of_zero_for_a_window_without_partitions(filled: Lake, run_job: RunJob) -> None:
    window = {"window_start": "2020-01-01T00:00:00Z", "window_end": "2020-01-02T00:00:00Z"}

    staging = run_job(filled)
    filled.put_manifest([location_day(measurement_date="2020-01-01", row_count=0)])
    filled.put_manifest([], name="Ho_Chi_Minh_City-2018-12-05.parquet")
    run_job(filled, staging, **window)

    assert staging["stage_measurements"] == []
    assert staging["rejected_measurements"] == []
    assert [row["measurement_date"] for row in staging["stage_location_days"]] == [date(2020, 1, 1)]
    assert (staging.counts["rows_read"], staging.counts["locations_staged"]) == (0, 2)


def test_writes_counts_of_zero_for_files_without_rows(lake: Lake, run_job: RunJob) -> None:
    lake.put_day([])
    lake.put_locations([])

    assert set(run_job(lake).counts.values()) == {"run-1", f"spark {pyspark.__version__}", 0}


def test_names_a_table_that_the_crawler_has_not_made(lake: Lake, run_job: RunJob) -> None:
    with pytest.raises(MissingTableError, match="aq_airquality does not exist in database openaq_database"):
        run_job(lake)


def test_retried_run_leaves_no_doubles_and_other_runs_alone(filled: Lake, run_job: RunJob) -> None:
    staging = run_job(filled, run_job(filled, run_id="other"))
    before = {table: as_multiset(rows) for table, rows in staging.tables.items()}

    run_job(filled, staging)

    assert {table: as_multiset(rows) for table, rows in staging.tables.items()} == before


@pytest.mark.parametrize("seed", [1, 2])
def test_order_and_split_of_the_files_do_not_matter(seed: int, new_lake: Callable[[], Lake], run_job: RunJob) -> None:
    rows = [
        hour(measurement_datetime=at(number % 6), pm25=float(number % 5), co=None if number % 2 else 1.0)
        for number in range(40)
    ]
    together, apart = new_lake(), new_lake()
    together.put_day(rows)
    shuffled = random.Random(seed).sample(rows, len(rows))
    for number in range(3):
        apart.put_day(shuffled[number::3], name=f"part-{number}.parquet")
    for each in (together, apart):
        each.put_locations([location()])

    one, other = run_job(together), run_job(apart)

    assert {table: as_multiset(each) for table, each in one.tables.items()} == {
        table: as_multiset(each) for table, each in other.tables.items()
    }


def test_running_on_its_own_output_changes_nothing(filled: Lake, new_lake: Callable[[], Lake], run_job: RunJob) -> None:
    once = run_job(filled, run_id="hanoi", cities="Hanoi")["stage_measurements"]
    again = new_lake()
    names = MEASUREMENT_SCHEMA.names
    numeric = {"pm25", "latitude", "longitude"}
    again.put_day([{name: float(row[name]) if name in numeric else row[name] for name in names} for row in once])
    again.put_locations([location()])

    staging = run_job(again, run_id="hanoi", cities="Hanoi")

    assert as_multiset(staging["stage_measurements"]) == as_multiset(once)
    assert (staging.counts["rows_duplicate"], staging.counts["rows_rejected"]) == (0, 0)


def test_columns_beyond_the_expected_ones_do_no_harm(filled: Lake, run_job: RunJob) -> None:
    wider = MEASUREMENT_SCHEMA.append(pa.field("humidity", pa.float64()))
    filled.put_day([hour(location_id=2, humidity=3.0)], name="wider.parquet", schema=wider)
    reordered = pa.schema(list(reversed(list(MEASUREMENT_SCHEMA))))
    filled.put_day([hour(location_id=3)], name="reordered.parquet", schema=reordered)

    staged = run_job(filled, run_id="other")["stage_measurements"]

    assert {row["location_id"]: row["pm25"] for row in staged if row["location_id"] < 10} == {
        2: Decimal("42.5000"),
        3: Decimal("42.5000"),
    }


def without(name: str) -> pa.Schema:
    return MEASUREMENT_SCHEMA.remove(MEASUREMENT_SCHEMA.get_field_index(name))


def textual(name: str) -> pa.Schema:
    return MEASUREMENT_SCHEMA.set(MEASUREMENT_SCHEMA.get_field_index(name), pa.field(name, pa.string()))


def put_missing(lake: Lake) -> Path:
    return lake.put_day([hour(measurement_datetime=at(1, NEXT_DAY))], day=NEXT_DAY, schema=without("co"))


def put_textual(lake: Lake) -> Path:
    row = hour(measurement_datetime=at(1, NEXT_DAY), co="7")
    return lake.put_day([row], day=NEXT_DAY, schema=textual("co"))


def put_bytes(lake: Lake) -> Path:
    file = lake.put_day([hour()], day=NEXT_DAY)
    file.write_bytes(b"not Parquet at all")
    return file


def put_cut(lake: Lake) -> Path:
    file = lake.put_day([hour()], day=NEXT_DAY)
    file.write_bytes(file.read_bytes()[:-20])
    return file


def put_damaged(lake: Lake) -> Path:
    file = lake.put_day([hour()], day=NEXT_DAY)
    content = file.read_bytes()
    file.write_bytes(content[:4] + b"\xff" * 200 + content[204:])
    return file


@pytest.mark.parametrize(
    ("put", "reason"),
    [
        (put_missing, "column co is missing"),
        (put_textual, "column co is string, expected double"),
        (put_bytes, "is not a Parquet file"),
        (put_cut, "is not a Parquet file"),
        (put_damaged, "error while reading file"),
    ],
)
def test_names_a_malformed_file_and_leaves_staging_as_it_was(
    put: Callable[[Lake], Path], reason: str, filled: Lake, run_job: RunJob
) -> None:
    staging = run_job(filled)
    before = {table: list(rows) for table, rows in staging.tables.items()}
    file = put(filled)

    with pytest.raises(MalformedPartitionError, match=reason) as caught:
        run_job(filled, staging, **TWO_DAYS)

    assert str(file) in str(caught.value)
    assert staging.tables == before


@pytest.mark.parametrize("name", ["", None])
@pytest.mark.parametrize("rows", [[hour()], [hour(), hour(location_id=1, measurement_datetime=at(2))]])
def test_fails_when_spark_does_not_name_the_file_of_some_rows(
    name: str | None, rows: list[dict[str, object]], lake: Lake, run_job: RunJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    lake.put_day(rows)
    lake.put_locations([location()])
    named = lake_sources.input_file_name

    def unnamed() -> Column:
        # The first location's rows lose their file, the others keep it.
        return when(col("location_id") == hour()["location_id"], lit(name)).otherwise(named())

    monkeypatch.setattr(lake_sources, "input_file_name", unnamed)

    with pytest.raises(UnnamedFileError, match=r"aq_airquality has rows for which input_file_name\(\) is empty"):
        run_job(lake)


def test_accepts_hours_that_start_at_a_quarter_as_those_of_delhi_and_kathmandu_do(lake: Lake, run_job: RunJob) -> None:
    minutes = [0, 15, 30, 45, 10, 59, 0.5, 1 / 60_000]
    lake.put_day([hour(measurement_datetime=at(1) + timedelta(minutes=each)) for each in minutes])
    lake.put_locations([location()])

    staging = run_job(lake)

    assert sorted(row["measurement_datetime"].minute for row in staging["stage_measurements"]) == [0, 15, 30, 45]
    assert [row["reason"] for row in staging["rejected_measurements"]] == ["not_on_a_quarter_hour"] * 4


@pytest.mark.parametrize(
    ("given", "staged"),
    [
        ("x" * 10_000, "x" * 255),
        ("\U0001f600" * 2_500, "\U0001f600" * 255),
        ("a\0b\0", "ab"),
        ("\0", ""),
        ("\0" * 300 + "Đại sứ quán", "Đại sứ quán"),
    ],
)
def test_cuts_an_odd_name_down_to_what_the_warehouse_takes(
    given: str, staged: str, lake: Lake, run_job: RunJob
) -> None:
    lake.put_day([])
    lake.put_locations([location(location_name=given)])

    assert [row["location_name"] for row in run_job(lake)["stage_locations"]] == [staged]


def test_logs_json_lines_with_the_run(filled: Lake, run_job: RunJob, capfd: pytest.CaptureFixture[str]) -> None:
    run_job(filled)
    with pytest.raises(InvalidArgumentsError):
        run_job(filled, cities="?")

    lines = [json.loads(line) for line in capfd.readouterr().out.splitlines() if line.startswith("{")]
    assert {line["run_id"] for line in lines} == {"run-1"}
    succeeded = next(line for line in lines if line["message"] == "job succeeded")
    assert (succeeded["level"], succeeded["rows_read"]) == ("INFO", 4)
    assert (lines[-1]["level"], lines[-1]["error"]) == ("ERROR", "InvalidArgumentsError")


def test_lists_and_reads_no_more_when_the_history_grows(
    new_lake: Callable[[], Lake], run_job: RunJob, spark: SparkSession, report_figure: ReportFigure
) -> None:
    read = []
    for days_of_history in (1, 40):
        lake = new_lake()
        for number in range(days_of_history):
            lake.put_day([hour(measurement_datetime=at(1, DAY - timedelta(number)))], day=DAY - timedelta(number))
        lake.put_locations([location()])
        with counted_reads(spark) as reads:
            assert run_job(lake).counts["rows_staged"] == 1
        read.append(reads)

    short, long = read
    assert short.files_listed == long.files_listed == 2
    assert short.bytes_read == long.bytes_read > 0
    figure = f"{long.files_listed} files and {long.bytes_read} bytes for one day, after 1 and after 40 days of history"
    report_figure("growth", figure)
