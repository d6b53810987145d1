"""What the job does with the manifests of its run: whose rows it finds in the lake, and when it stops."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pytest

from conftest import RunJob
from lake import DAY, EXTRACTED_AT, MANIFEST_SCHEMA, Lake, hour, location, location_day
from lake_manifests import LostDatesError, MissingManifestError
from lake_sources import MalformedPartitionError
from staging import Staging

NEWER = EXTRACTED_AT + timedelta(hours=1)
OLDER = EXTRACTED_AT - timedelta(hours=1)


@pytest.fixture
def lake(lake: Lake) -> Lake:
    """One hour of Hanoi."""
    lake.put_day([hour()])
    lake.put_locations([location()])
    return lake


def days_of(staging: Staging) -> list[tuple[object, ...]]:
    """Location, date and instant of each staged location-day."""
    return sorted(
        (row["location_id"], row["measurement_date"], row["extracted_at"].replace(tzinfo=UTC))
        for row in staging["stage_location_days"]
    )


def test_stages_each_location_day_that_the_extraction_answered_those_without_rows_too(
    lake: Lake, run_job: RunJob
) -> None:
    lake.put_manifest([location_day(), location_day(location_id=5, row_count=0)])

    staging = run_job(lake)

    assert days_of(staging) == [(5, DAY, EXTRACTED_AT), (7441, DAY, EXTRACTED_AT)]
    assert (staging.counts["rows_superseded"], staging.counts["rows_adopted"]) == (0, 0)


def test_adopts_the_rows_of_a_newer_extraction_in_place_of_its_own(lake: Lake, run_job: RunJob) -> None:
    lake.put_manifest([location_day(extracted_at=OLDER, row_count=3), location_day(location_id=5, extracted_at=OLDER)])

    staging = run_job(lake)

    assert days_of(staging) == [(7441, DAY, EXTRACTED_AT)]
    assert (staging.counts["rows_superseded"], staging.counts["rows_adopted"]) == (4, 1)


def test_keeps_the_newest_answer_for_a_location_of_two_cities(lake: Lake, run_job: RunJob) -> None:
    lake.put_day([hour(city="Ho Chi Minh City", extracted_at=NEWER)], city="Ho_Chi_Minh_City")
    lake.put_manifest([location_day()])
    other = location_day(city="Ho Chi Minh City", extracted_at=NEWER)
    lake.put_manifest([other], name="Ho_Chi_Minh_City-2018-12-05.parquet")

    staging = run_job(lake)

    assert days_of(staging) == [(7441, DAY, NEWER)]
    assert [row["city"] for row in staging["stage_measurements"]] == ["Ho Chi Minh City"]
    assert staging.counts["rows_duplicate"] == 1


def test_reads_every_manifest_of_its_own_run_and_no_other(lake: Lake, run_job: RunJob) -> None:
    lake.put_manifest([location_day()])
    lake.put_manifest([location_day(location_id=6, row_count=0)], name="Hanoi-2018-12-01.parquet")
    lake.put_manifest([location_day(location_id=7, row_count=99)], run_id="run-2")

    assert [row[0] for row in days_of(run_job(lake))] == [6, 7441]


@pytest.mark.parametrize("found", [0, 1, 3])
def test_stops_before_it_writes_when_the_lake_has_lost_rows_or_has_old_ones_again(
    found: int, lake: Lake, run_job: RunJob, tmp_path: Path
) -> None:
    lake.put_day([hour(extracted_at=OLDER), *(hour(location_id=number) for number in range(found))])
    lake.put_manifest([location_day(row_count=2)])

    with pytest.raises(LostDatesError) as caught:
        run_job(lake)

    assert str(caught.value) == (
        "The lake does not hold what this run extracted "
        f"(Hanoi 2018-12-05: 2 rows extracted, {found} found): the catalog lacks the partition, or the object was "
        "deleted or put back; start the run again"
    )
    assert list((tmp_path / "sink-0").iterdir()) == []


def test_names_the_first_five_lost_dates_and_counts_the_others(lake: Lake, run_job: RunJob) -> None:
    dates = [str(DAY + timedelta(days=number)) for number in range(1, 9)]
    lake.put_manifest([location_day(measurement_date=each, row_count=24) for each in reversed(dates)])

    with pytest.raises(LostDatesError, match=r"Hanoi 2018-12-10: .* found and 3 more") as caught:
        run_job(lake, window_end="2018-12-14T00:00:00Z")

    assert "2018-12-11" not in str(caught.value)


def test_says_that_the_run_has_no_manifest(lake: Lake, run_job: RunJob) -> None:
    (lake.manifests / "run-1").mkdir(parents=True)  # a folder, which an object store does not have
    with pytest.raises(MissingManifestError, match="run-1 holds no manifest of run run-1: extract the run again"):
        run_job(lake)

    missing = lake.directory / "no-such-place"
    with pytest.raises(MissingManifestError, match=f"{missing}/run-1 holds no manifest of run run-1"):
        run_job(lake, manifest_location=f"{missing}/")


def _textual(name: str) -> pa.Schema:
    return MANIFEST_SCHEMA.set(MANIFEST_SCHEMA.get_field_index(name), pa.field(name, pa.string()))


@pytest.mark.parametrize(
    ("schema", "reason"),
    [
        (MANIFEST_SCHEMA.remove(MANIFEST_SCHEMA.get_field_index("row_count")), "column row_count is missing"),
        (_textual("row_count"), r"in file .*Hanoi-2018-12-05.parquet. Column: \[row_count\], Expected: int"),
    ],
)
def test_refuses_a_malformed_manifest(schema: pa.Schema, reason: str, lake: Lake, run_job: RunJob) -> None:
    lake.put_manifest([{**location_day(), "row_count": "1"}], schema=schema)

    with pytest.raises(MalformedPartitionError, match=reason):
        run_job(lake)


def test_names_a_manifest_that_is_not_parquet(lake: Lake, run_job: RunJob) -> None:
    file = lake.put_manifest([location_day()])
    file.write_bytes(b"not Parquet at all")

    with pytest.raises(MalformedPartitionError, match=f"{file} is not a Parquet file"):
        run_job(lake)


def test_stages_days_of_zones_at_half_hours_by_their_utc_date(lake: Lake, run_job: RunJob) -> None:
    start = datetime(2018, 12, 4, 18, 30, tzinfo=UTC)  # midnight in Delhi
    rows = [hour(measurement_datetime=start + timedelta(hours=number)) for number in range(24)]
    for day in (date(2018, 12, 4), DAY):
        lake.put_day([row for row in rows if row["measurement_datetime"].date() == day], day=day)
    counts = {"2018-12-04": 6, "2018-12-05": 18}
    lake.put_manifest([location_day(measurement_date=each, row_count=count) for each, count in counts.items()])

    staging = run_job(lake, window_start="2018-12-04T00:00:00Z")

    assert days_of(staging) == [(7441, date(2018, 12, 4), EXTRACTED_AT), (7441, DAY, EXTRACTED_AT)]
    assert (staging.counts["rows_staged"], staging.counts["rows_rejected"]) == (24, 0)
