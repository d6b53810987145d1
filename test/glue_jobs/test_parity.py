"""Both engines give the same rows: Spark runs the Glue script, DuckDB is the laptop's own engine."""

from __future__ import annotations

import csv
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pyspark.sql import SparkSession

from conftest import ARGUMENTS, ReportFigure, RunJob
from lake import DAY, MEASUREMENT_SCHEMA, Lake, hour, location, location_day
from lake_manifests import LostDatesError
from lake_tables import CONTRACT, POLLUTANTS
from laptop_engine import run_on_laptop
from staging import Rows, as_multiset

REAL_HOURS = Path(__file__).parents[2] / "local/openaq-replay/data/hourly-pm25-us-posts.csv"
SENSORS = {"21632": (7441, "Hanoi"), "21631": (7440, "Ho_Chi_Minh_City")}
CITIES = ["Hanoi", "Ho_Chi_Minh_City"]
DAYS = [DAY, DAY + timedelta(days=1)]
WINDOW = {"window_start": "2018-12-05T00:00:00Z", "window_end": "2018-12-07T00:00:00Z"}


def without_rank(rows: Iterable[dict[str, object]]) -> Rows:
    return [{name: value for name, value in row.items() if name != "preference"} for row in rows]


def spark_duplicates(spark: SparkSession) -> Rows:
    """The rows that lost against another one; the job leaves its views behind."""
    ranked = spark.table("ranked_measurements").where("preference > 1")
    # Python would show an instant in the machine's own zone.
    instants = {name: ranked[name].cast("timestamp_ntz") for name in ("measurement_datetime", "extracted_at")}
    return without_rank(row.asDict() for row in ranked.withColumns(instants).collect())


def assert_engines_agree(lake: Lake, spark: SparkSession, run_job: RunJob, **window: str) -> int:
    """Compares staged, rejected and duplicate rows, locations, location-days and counts; returns the rows read.

    Where DuckDB finds that the lake has lost dates the job must name the first of them.
    """
    given = {**ARGUMENTS, "manifest_location": f"{lake.manifests}/", **window}
    with tempfile.TemporaryDirectory() as directory:
        expected = run_on_laptop(lake, given, Path(directory))
    lost = sorted(f"{row['partition_city']} {row['partition_date']}: " for row in expected["lost_dates"])
    if lost:
        with pytest.raises(LostDatesError, match=lost[0]):
            run_job(lake, **window)
        return 0
    staging = run_job(lake, **window)
    duplicates = without_rank(row for row in expected["ranked_measurements"] if row["preference"] > 1)

    engines = [rows.pop("engine") for rows in (staging.counts, *expected["stage_counts"])]
    assert [engine.split(" ")[0] for engine in engines] == ["spark", "duckdb"]
    for table in CONTRACT.outputs:
        assert as_multiset(staging[table]) == as_multiset(expected[table]), table
    assert as_multiset(spark_duplicates(spark)) == as_multiset(duplicates)
    return staging.counts["rows_read"]


def hours_around(day: date) -> st.SearchStrategy[datetime]:
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    usual = st.integers(0, 2).map(lambda hours: midnight + timedelta(hours=hours))
    odd = st.sampled_from([-3600, -0.001, 23 * 3600, 86400, 5400, 2700, 900, 600, 3600.001]).map(
        lambda seconds: midnight + timedelta(seconds=seconds)
    )
    return st.one_of(usual, usual, usual, odd)


VALUES = st.one_of(
    st.none(),
    st.integers(0, 3).map(float),
    st.floats(0, 1000),
    st.sampled_from([0.00005, 0.00015, 2.67505, 1.00005, 1e-300, -0.0, 999999.99985, 123456.78905]),
    st.sampled_from([-1e-9, -999.0, 999999.99995, 1e6, 1e300, float("nan"), float("inf"), float("-inf")]),
)
LATITUDES = st.sampled_from([21.021194, 21.0211945, -33.4569405, -0.0000005, 90.0, -90.0, 90.0000001, None, 0.1 + 0.2])
LONGITUDES = st.sampled_from([105.819092, -105.8190925, 180.0, -180.0, -180.5, None, float("nan")])
NAMES = st.sampled_from(
    ["Hanoi", "Hà Nội", "O'Brien; --", "日本\U0001f600", "a\nb\t\\", "\u00a0", "", "  ", "\t", None]
)
ODD_NAMES = st.sampled_from(["\0", "a\0b", "x" * 10_000, "\U0001f600" * 2_500, "e\u0301" * 200, "\0" * 256 + "a"])
FLAGS = st.sampled_from(["pm25:flagged", "pm25:flagged co:fill_code", "", "\0", "a\0b", "x" * 500, "é" * 500])
INSTANTS = [datetime(2018, 12, 6, 0, 10, 0, ms * 1000, tzinfo=UTC) for ms in (0, 1, 999)]
EXTRACTED = st.sampled_from([*INSTANTS, None])


def rows_of(day: date) -> st.SearchStrategy[list[dict[str, object]]]:
    row = st.fixed_dictionaries(
        {
            "location_id": st.sampled_from([1, 2, 3, -1, 2**31 - 1, None]),
            "measurement_datetime": st.one_of(hours_around(day), hours_around(day), hours_around(day), st.none()),
            **dict.fromkeys(POLLUTANTS[:2], VALUES),
            **dict.fromkeys(POLLUTANTS[2:], st.one_of(st.none(), st.none(), VALUES)),
            "latitude": LATITUDES,
            "longitude": LONGITUDES,
            "city": NAMES,
            "country": st.sampled_from(["VN", "VN", "", None]),
            "extracted_at": EXTRACTED,
            "quality_flags": st.one_of(st.none(), st.none(), FLAGS),
        }
    )
    return st.lists(row, max_size=40)


#: As a writer may evolve: another order of columns, one column more.
SCHEMAS = [
    MEASUREMENT_SCHEMA,
    pa.schema(list(reversed(list(MEASUREMENT_SCHEMA)))),
    MEASUREMENT_SCHEMA.append(pa.field("humidity", pa.float32())),
]
LOCATION_ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "location_id": st.sampled_from([1, 2, None]),
            "location_name": st.one_of(NAMES, ODD_NAMES),
            "city": NAMES,
            "country": st.sampled_from(["VN", None]),
            "latitude": LATITUDES,
            "longitude": LONGITUDES,
            "is_active": st.sampled_from([True, False, None]),
            "extracted_at": EXTRACTED,
            "provider": st.one_of(NAMES, ODD_NAMES),
            "owner": NAMES,
            "is_monitor": st.sampled_from([True, False, None]),
            "time_zone": st.sampled_from(["Asia/Bangkok", "", None]),
            "licenses": st.one_of(NAMES, ODD_NAMES),
            "attribution": st.one_of(NAMES, ODD_NAMES),
        }
    ),
    max_size=8,
)


def manifest_of(rows: Rows, city: str, day: date) -> st.SearchStrategy[Rows]:
    """What a run may have answered for a city's date: its rows as they lie there, too few, or nothing of it at all."""

    def listed(instant: datetime, mistake: int) -> Rows:
        count = sum(row["extracted_at"] == instant for row in rows) + mistake
        name = city.replace("_", " ")
        whole = location_day(city=name, measurement_date=str(day), extracted_at=instant)
        return [{**whole, "location_id": 1, "row_count": count}, {**whole, "location_id": 2, "row_count": 0}]

    answers = st.builds(listed, st.sampled_from(INSTANTS), st.sampled_from([0] * 30 + [1]))
    return st.one_of(answers, answers, st.just([]))


#: Rows of each generated lake, for the figure below the results.
GENERATED_ROWS: list[int] = []


@given(data=st.data())
@settings(
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_engines_agree_on_any_rows(
    data: st.DataObject, spark: SparkSession, run_job: RunJob, report_figure: ReportFigure
) -> None:
    with tempfile.TemporaryDirectory() as directory:
        lake = Lake(Path(directory))
        for city in CITIES:
            lake.put_locations(data.draw(LOCATION_ROWS), city=city)
            manifest = []
            for day in DAYS:
                files = [data.draw(rows_of(day)) for _ in range(data.draw(st.integers(1, 2)))]
                for number, rows in enumerate(files):
                    schema = data.draw(st.sampled_from(SCHEMAS))
                    lake.put_day(rows, city=city, day=day, name=f"{number}.parquet", schema=schema)
                manifest += data.draw(manifest_of([row for rows in files for row in rows], city, day))
            lake.put_manifest(manifest, name=f"{city}.parquet")

        GENERATED_ROWS.append(assert_engines_agree(lake, spark, run_job, **WINDOW))
    report_figure(
        "parity, generated rows",
        f"{sum(GENERATED_ROWS)} rows in {len(GENERATED_ROWS)} lakes, both engines agree on each",
    )


def test_engines_agree_on_whose_rows_they_find(lake: Lake, spark: SparkSession, run_job: RunJob) -> None:
    older, own, newer = INSTANTS

    def day_of(start: str, extracted_at: datetime, **changes: object) -> Rows:
        begin = datetime.fromisoformat(start).replace(tzinfo=UTC)
        hours = (begin + timedelta(hours=number) for number in range(6))
        return [hour(measurement_datetime=each, extracted_at=extracted_at, **changes) for each in hours]

    def listed(date_: str, row_count: int, extracted_at: datetime = own, **changes: object) -> dict[str, object]:
        return location_day(measurement_date=date_, row_count=row_count, extracted_at=extracted_at, **changes)

    saigon = {"city": "Ho Chi Minh City"}
    lakes_days = {
        # Its own rows, of a zone at :30 and one at :45, and one that is rejected.
        ("Hanoi", "2018-12-05"): [
            *day_of("2018-12-05T00:30", own),
            *day_of("2018-12-05T00:45", own, location_id=5),
            hour(pm25=-1.0, extracted_at=own),
        ],
        # Another run has written it again, with one location less and one more.
        ("Hanoi", "2018-12-06"): day_of("2018-12-06T00:00", newer, location_id=6),
        # Another run's only, of which this run's manifest says nothing.
        ("Hanoi", "2018-12-07"): day_of("2018-12-07T00:00", older),
        # Nobody has data.
        ("Hanoi", "2018-12-08"): [],
        # A location that lies in both cities.
        ("Ho_Chi_Minh_City", "2018-12-05"): day_of("2018-12-05T00:30", newer, **saigon),
    }
    for (city, day), rows in lakes_days.items():
        lake.put_day(rows, city=city, day=date.fromisoformat(day))
    for city in CITIES:
        lake.put_locations([location(location_name="\0" + "\U0001f600" * 2_500)], city=city)
    both = [listed("2018-12-06", 6, location_id=5), listed("2018-12-06", 6)]
    empty = [listed("2018-12-08", 0, location_id=5), listed("2018-12-08", 0)]
    lake.put_manifest([listed("2018-12-05", 7), listed("2018-12-05", 6, location_id=5), *both, *empty])
    lake.put_manifest([listed("2018-12-05", 6, newer, **saigon)], name="Ho_Chi_Minh_City.parquet")

    window = {"window_start": "2018-12-05T00:00:00Z", "window_end": "2018-12-09T00:00:00Z"}
    assert assert_engines_agree(lake, spark, run_job, **window) == 31

    lake.put_manifest([listed("2018-12-09", 6)])
    assert assert_engines_agree(lake, spark, run_job, **window) == 0


def test_engines_agree_on_the_real_hours_of_two_months_with_their_dirt(
    lake: Lake, spark: SparkSession, run_job: RunJob, report_figure: ReportFigure
) -> None:
    days = [date(2018, 11, 15) + timedelta(days=number) for number in range(61)]
    by_partition = defaultdict(list)
    with REAL_HOURS.open(encoding="utf-8") as file:
        for line in csv.DictReader(file):
            start = datetime.fromisoformat(line["period_end_utc"]) - timedelta(hours=1)
            location_id, city = SENSORS[line["sensors_id"]]
            by_partition[city, start.date()].append(
                {
                    "location_id": location_id,
                    "measurement_datetime": start,
                    "pm25": float(line["value"]) if line["value"] else None,
                    "city": city.replace("_", " "),
                    "country": "VN",
                    "extracted_at": start,
                }
            )
    for (city, day), rows in by_partition.items():
        if day in days:
            lake.put_day(rows, city=city, day=day)
    for city in CITIES:
        lake.put_locations([location()], city=city)
    lake.put_manifest([])

    window = {"window_start": "2018-11-15T00:00:00Z", "window_end": "2019-01-15T00:00:00Z"}
    compared = assert_engines_agree(lake, spark, run_job, **window)
    assert compared > 1800
    report_figure("parity, real hours", f"{compared} rows of {len(days)} days, both engines agree on each")
