"""The script as a whole on real Spark: what it reads, writes and refuses."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest
from awsglue.dynamicframe import DynamicFrameWriter
from awsglue.job import Job
from pyspark.sql import SparkSession

import openaq_to_redshift as job
from conftest import ReportFigure, RunJob
from lake import DAY, MEASUREMENT_SCHEMA, Lake, hour, location
from read_counter import counted_reads
from staging import as_multiset

NEXT_DAY = DAY + timedelta(days=1)
TWO_DAYS = {"window_end": "2018-12-07T00:00:00Z"}


def at(hour_of_day: int, day: date = DAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour_of_day, tzinfo=UTC)


@pytest.fixture
def filled(lake: Lake) -> Lake:
    """Two cities with locations; Hanoi has an accepted hour, its older duplicate and a rejected one."""
    older = hour(pm25=1.0, extracted_at=at(0, NEXT_DAY))
    lake.put_day([hour(pm25=2.67505), older, hour(location_id=1, pm25=-1.0)])
    lake.put_day([hour(location_id=7440, city="Ho Chi Minh City")], city="Ho_Chi_Minh_City")
    lake.put_locations([location()])
    lake.put_locations([location(location_id=7440, location_name="Lãnh sự quán")], city="Ho_Chi_Minh_City")
    return lake


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
    }


def test_reads_only_the_run_s_cities_and_days(filled: Lake, run_job: RunJob) -> None:
    filled.put_day([hour(measurement_datetime=at(0, NEXT_DAY))], day=NEXT_DAY)
    filled.put_day([hour(location_id=9, city="Hue")], city="Hue")

    assert run_job(filled, cities="Hanoi").counts["rows_read"] == 3


def test_does_not_even_list_a_partition_outside_the_window(filled: Lake, run_job: RunJob) -> None:
    outside = filled.put_day([hour()], day=NEXT_DAY)
    outside.unlink()
    outside.parent.rmdir()

    assert run_job(filled).counts["rows_read"] == 4


def test_writes_counts_of_zero_for_a_window_without_partitions(filled: Lake, run_job: RunJob) -> None:
    window = {"window_start": "2020-01-01T00:00:00Z", "window_end": "2020-01-02T00:00:00Z"}

    staging = run_job(filled, run_job(filled), **window)

    assert staging["stage_measurements"] == []
    assert staging["rejected_measurements"] == []
    assert (staging.counts["rows_read"], staging.counts["locations_staged"]) == (0, 2)


def test_writes_counts_of_zero_for_files_without_rows(lake: Lake, run_job: RunJob) -> None:
    lake.put_day([])
    lake.put_locations([])

    assert set(run_job(lake).counts.values()) == {"run-1", 0}


def test_names_a_table_that_the_crawler_has_not_made(lake: Lake, run_job: RunJob) -> None:
    with pytest.raises(job.MissingTableError, match="aq_airquality does not exist in database openaq_database"):
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
    once = run_job(filled, cities="Hanoi")["stage_measurements"]
    again = new_lake()
    names = MEASUREMENT_SCHEMA.names
    numeric = {"pm25", "latitude", "longitude"}
    again.put_day([{name: float(row[name]) if name in numeric else row[name] for name in names} for row in once])
    again.put_locations([location()])

    staging = run_job(again, cities="Hanoi")

    assert as_multiset(staging["stage_measurements"]) == as_multiset(once)
    assert (staging.counts["rows_duplicate"], staging.counts["rows_rejected"]) == (0, 0)


def test_columns_beyond_the_expected_ones_do_no_harm(filled: Lake, run_job: RunJob) -> None:
    wider = MEASUREMENT_SCHEMA.append(pa.field("pm1", pa.float64()))
    filled.put_day([hour(location_id=2, pm1=3.0)], name="wider.parquet", schema=wider)
    reordered = pa.schema(list(reversed(list(MEASUREMENT_SCHEMA))))
    filled.put_day([hour(location_id=3)], name="reordered.parquet", schema=reordered)

    staged = run_job(filled)["stage_measurements"]

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

    with pytest.raises(job.MalformedPartitionError, match=reason) as caught:
        run_job(filled, staging, **TWO_DAYS)

    assert str(file) in str(caught.value)
    assert staging.tables == before


def test_writes_through_the_connection_with_preactions_on_one_line(
    filled: Lake, run_job: RunJob, tmp_path: Path
) -> None:
    run_job(filled)

    written = [json.loads(file.read_text()) for file in sorted((tmp_path / "sink-0").glob("*.json"))]
    assert [each["dbtable"] for each in written] == [
        "openaq.stage_measurements",
        "openaq.stage_locations",
        "openaq.rejected_measurements",
        "openaq.stage_counts",
    ]
    for each in written:
        assert each["preactions"] == f"delete from {each['dbtable']} where run_id = 'run-1';"
        assert each["catalog_connection"] == "RedshiftConnection"
        assert each["aws_iam_role"] == "arn:aws:iam::123456789012:role/copy"
        assert each["database"] == "openaq_warehouse"
        assert each["redshift_tmp_dir"] == "s3://bucket/temp/"


def test_deletes_from_a_table_without_rows_along_with_the_next_write(
    lake: Lake, run_job: RunJob, tmp_path: Path
) -> None:
    lake.put_day([])
    lake.put_locations([])
    run_job(lake)

    (written,) = (json.loads(file.read_text()) for file in (tmp_path / "sink-0").glob("*.json"))
    assert written["preactions"] == (
        "delete from openaq.stage_measurements where run_id = 'run-1'; "
        "delete from openaq.stage_locations where run_id = 'run-1'; "
        "delete from openaq.rejected_measurements where run_id = 'run-1'; "
        "delete from openaq.stage_counts where run_id = 'run-1';"
    )


class _WriteError(Exception):
    pass


def test_commits_after_the_last_write_and_not_at_all_when_one_fails(
    filled: Lake, run_job: RunJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    events: list[str] = []
    write, commit = DynamicFrameWriter.from_jdbc_conf, Job.commit

    def recorded_write(self: DynamicFrameWriter, **options: object) -> None:
        events.append(options["connection_options"]["dbtable"])
        if "fail here" in events and events[-1] == "openaq.stage_locations":
            raise _WriteError
        write(self, **options)

    def recorded_commit(self: Job) -> None:
        events.append("commit")
        commit(self)

    monkeypatch.setattr(DynamicFrameWriter, "from_jdbc_conf", recorded_write)
    monkeypatch.setattr(Job, "commit", recorded_commit)

    run_job(filled)
    succeeded = events[:]
    events[:] = ["fail here"]
    with pytest.raises(_WriteError):
        run_job(filled)

    assert succeeded[-2:] == ["openaq.stage_counts", "commit"]
    assert "commit" not in events


def test_logs_json_lines_with_the_run(filled: Lake, run_job: RunJob, capfd: pytest.CaptureFixture[str]) -> None:
    run_job(filled)
    with pytest.raises(job.InvalidArgumentsError):
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
