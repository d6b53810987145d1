"""What the job makes of the archive's files: whose hours, which values, what of it is counted."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyspark.sql import SparkSession

import openaq_archive_to_lake
from archive import QUOTING, Archive, line
from archive_arguments import check_archive_arguments
from archive_contract import read_archive_contract
from archive_files import MalformedArchiveError
from lake import LOCATION_SCHEMA, location

ARGUMENTS = {
    "JOB_NAME": "openaq_archive_to_lake",
    "run_id": "run-1",
    "window_start": "2018-12-05T00:00:00Z",
    "window_end": "2018-12-06T00:00:00Z",
    "cities": "Hanoi",
    "pollutants": "pm25,pm10,o3,no2,so2,co",
}
NOW = datetime(2026, 5, 2, 3, 4, 5, 678_900, tzinfo=UTC)
#: As they lie in the bucket, unzipped and cut: data of OpenAQ's archive, of 2023 and 2026.
REAL_FILES = Path(__file__).parents[1] / "fixtures/openaq/archive"
CONTRACT = read_archive_contract(openaq_archive_to_lake.__file__)


class Extracted:
    """What a run left in the lake."""

    def __init__(self, lake: Path, counts: list[dict]) -> None:
        self.lake = lake
        self.counts = counts[0]

    def rows(self, day: str = "05") -> list[dict[str, object]]:
        """The rows of Hanoi on a day of December 2018."""
        return pq.read_table(
            self.lake / f"airquality/Hanoi/year=2018/month=12/day={day}/data.parquet", partitioning=None
        ).to_pylist()

    def values(self, column: str = "pm25") -> dict[str, object]:
        """A column by the start of its hour."""
        return {f"{row['measurement_datetime']:%H:%M}": row[column] for row in self.rows()}

    def manifest(self) -> list[tuple[object, ...]]:
        """Location, date and rows of each location-day."""
        rows = pq.read_table(self.lake / "manifests/run-1/Hanoi-2018-12-05.parquet").to_pylist()
        return sorted((row["location_id"], row["measurement_date"], row["row_count"]) for row in rows)

    def files(self) -> list[str]:
        """Every file below the lake, by its key."""
        return sorted(str(file.relative_to(self.lake)) for file in self.lake.rglob("*") if file.is_file())


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """An empty mirror."""
    return Archive(tmp_path / "archive")


@pytest.fixture
def extract(tmp_path: Path, archive: Archive, spark: SparkSession) -> Callable[..., Extracted]:
    """Runs the job over the mirror; the lake knows one location of Hanoi, or those that are given."""

    def run(locations: list[dict[str, object]] | None = None, **changes: str) -> Extracted:
        lake = tmp_path / "lake"
        folder = lake / "locations/Hanoi"
        folder.mkdir(parents=True, exist_ok=True)
        rows = [location()] if locations is None else locations
        pq.write_table(pa.Table.from_pylist(rows, LOCATION_SCHEMA), folder / "data.parquet")
        options = {**ARGUMENTS, "archive_location": archive.location, "lake_location": f"{lake}/", **changes}
        arguments = check_archive_arguments(options, CONTRACT.names, CONTRACT.pollutants, NOW)
        openaq_archive_to_lake.configure_spark(spark)
        return Extracted(lake, openaq_archive_to_lake.extract(spark, arguments, CONTRACT, NOW))

    return run


@pytest.mark.parametrize("quoting", QUOTING)
def test_reads_every_way_of_quoting_and_takes_names_and_places_from_the_lake(
    archive: Archive, extract: Callable[..., Extracted], quoting: str
) -> None:
    archive.put([line(location='Số 556, "Nguyễn Văn Cừ"-4916744')], quoting=quoting)

    rows = extract().rows()

    assert rows == [
        {
            "location_id": 7441,
            "measurement_datetime": datetime(2018, 12, 5, 0, tzinfo=UTC),
            **dict.fromkeys(("pm10", "o3", "no2", "so2", "co", "quality_flags")),
            "pm25": 71.0,
            "latitude": 21.021194,
            "longitude": 105.819092,
            "city": "Hanoi",
            "country": "VN",
            "extracted_at": datetime(2026, 5, 2, 3, 4, 5, 678_000, tzinfo=UTC),
        }
    ]


def test_reads_the_first_lines_of_three_real_files(archive: Archive, extract: Callable[..., Extracted]) -> None:
    for file in REAL_FILES.glob("*.csv"):
        _, location_id, local_date = file.stem.split("-")
        archive.path(int(location_id), local_date).write_bytes(gzip.compress(file.read_bytes()))
    known = [location(location_id=number) for number in (2178, 7441, 8118)]

    extracted = extract(known, window_start="2022-12-31T00:00:00Z", window_end="2026-04-16T00:00:00Z")

    rows = pq.read_table(extracted.lake / "airquality/Hanoi", partitioning=None).to_pylist()
    assert extracted.counts["lines"] == {"measured": 18}
    assert [
        (row["location_id"], f"{row['measurement_datetime']:%Y-%m-%d %H:%M}", row["pm25"], row["pm10"])
        for row in sorted(rows, key=lambda row: row["measurement_datetime"])
        if row["location_id"] != 2178 or row["pm10"] > 300
    ] == [
        (7441, "2022-12-31 17:00", 71.0, None),
        (7441, "2022-12-31 18:00", 77.0, None),
        (2178, "2023-02-22 18:00", None, 318.0),
        (8118, "2026-04-14 18:30", 71.0, None),
        (8118, "2026-04-14 19:30", 72.0, None),
    ]


def test_takes_the_hours_that_start_in_the_window_from_the_files_of_both_local_dates(
    archive: Archive, extract: Callable[..., Extracted]
) -> None:
    early = [line(datetime=f"2018-12-05T{hour:02}:00:00+07:00", value=hour) for hour in (6, 7, 8)]
    late = [line(datetime=f"2018-12-06T{hour:02}:00:00+07:00", value=hour) for hour in (7, 8)]
    archive.put(early)
    archive.put(late, "20181206")
    archive.put([line(datetime="2018-12-09T08:00:00+07:00")], "20181209")

    extracted = extract()

    assert extracted.values() == {"00:00": 8.0, "23:00": 7.0}
    assert extracted.counts["lines"] == {"measured": 2, "outside_window": 3}
    assert extracted.counts["files"] == {"read": 2, "empty": 0}


def test_makes_hours_of_the_stations_own_clock_and_means_of_what_ends_in_them(
    archive: Archive, extract: Callable[..., Extracted]
) -> None:
    ends = {"01:00:00": 9, "01:00:01": 1, "01:30:00": 2, "02:00:00": 6, "02:30:00": "", "03:00:00": ""}
    archive.put([line(datetime=f"2018-12-06T{end}+05:30", value=value) for end, value in ends.items()], "20181206")

    extracted = extract()

    assert extracted.values() == {"18:30": 9.0, "19:30": 3.0, "20:30": None}
    assert (extracted.counts["values"], extracted.counts["gaps"]) == (3, 1)


def test_judges_and_converts_values_by_pollutant_and_unit_and_says_why_one_is_null(
    archive: Archive, extract: Callable[..., Extracted]
) -> None:
    readings = [
        ("pm25", "µg/m³", -999),
        ("pm10", "μg/m³", 1501),
        ("o3", "ppm", 0.1),
        ("no2", "ppb", -1),
        ("so2", "mg/m3", 1),
        ("co", "ug/m3", 9999),
        ("co", "furlongs", 1),
        ("temperature", "c", 30),
    ]
    archive.put(
        line(sensors_id=number, parameter=parameter, units=unit, value=value)
        for number, (parameter, unit, value) in enumerate(readings)
    )

    extracted = extract()

    [row] = extracted.rows()
    assert (row["pm25"], row["pm10"], row["no2"]) == (None, None, None)
    assert (row["o3"], row["so2"], row["co"]) == (pytest.approx(196.3108), 1000.0, 9999.0)
    assert row["quality_flags"] == "pm25:fill_code pm10:above_range no2:below_range"
    assert extracted.counts["nulledValues"] == {"fill_code": 1, "above_range": 1, "below_range": 1}
    assert extracted.counts["skippedSensors"] == {"unknown_unit": 1, "other_parameter": 1}


def test_keeps_one_of_lines_that_come_twice_and_the_lower_sensor_of_two(
    archive: Archive, extract: Callable[..., Extracted]
) -> None:
    archive.put([line(), line(), line(value="70.0"), line(sensors_id=3, value="5.0"), line(sensors_id=2, value="-999")])

    extracted = extract()

    assert extracted.values() == {"00:00": 5.0}
    assert extracted.values("quality_flags") == {"00:00": "pm25:fill_code"}
    assert extracted.counts["lines"] == {"measured": 3, "duplicate": 2}
    assert (extracted.counts["values"], extracted.counts["shadowedValues"], extracted.counts["rows"]) == (3, 1, 1)


def test_counts_every_line_that_it_cannot_take(archive: Archive, extract: Callable[..., Extracted]) -> None:
    wrong = [line(datetime="2018-12-05T08:00:00"), line(datetime="soon"), line(value="much"), line(sensors_id="")]
    archive.put([line(), *wrong, line(location_id=1)])

    extracted = extract()

    assert extracted.counts["lines"] == {"measured": 1, "malformed_time": 2, "malformed_value": 1, "malformed_line": 1}
    assert extracted.counts["files"] == {"read": 1, "empty": 0}


def test_answers_only_for_dates_that_the_archive_has_lines_of(
    archive: Archive, extract: Callable[..., Extracted]
) -> None:
    archive.put([line(datetime="2018-12-06T08:00:00+07:00", parameter="temperature", units="c")], "20181206")
    archive.put([line(datetime="2018-12-07T08:00:00+07:00")], "20181207")
    archive.path(7441, "20181205").write_bytes(b"")
    archive.path(7441, "20181208").write_bytes(gzip.compress(b""))

    extracted = extract([location(), location(location_id=9)], window_end="2018-12-09T00:00:00Z")

    assert extracted.manifest() == [(7441, "2018-12-06", 0), (7441, "2018-12-07", 1)]
    assert (extracted.rows("06"), len(extracted.rows("07"))) == ([], 1)
    assert extracted.counts["files"] == {"read": 3, "empty": 1}
    assert extracted.files() == [
        "airquality/Hanoi/year=2018/month=12/day=06/data.parquet",
        "airquality/Hanoi/year=2018/month=12/day=07/data.parquet",
        "locations/Hanoi/data.parquet",
        "manifests/run-1/Hanoi-2018-12-05.parquet",
        "temp/extractions/run-1/Hanoi-2018-12-05.json",
    ]


def test_writes_the_same_keys_again(archive: Archive, extract: Callable[..., Extracted]) -> None:
    archive.put([line()])
    first = extract()
    before = first.files()
    archive.put([line(value="5.0")])

    extracted = extract()

    assert (extracted.values(), extracted.files()) == ({"00:00": 5.0}, before)
    written = json.loads((extracted.lake / "temp/extractions/run-1/Hanoi-2018-12-05.json").read_text(encoding="utf-8"))
    assert written == extracted.counts


def test_writes_the_manifest_alone_where_the_archive_has_nothing(extract: Callable[..., Extracted]) -> None:
    extracted = extract()

    assert (extracted.manifest(), extracted.counts["rows"], extracted.counts["objects"]) == ([], 0, 1)


def test_refuses_a_broken_file_and_one_with_other_columns_by_name_and_writes_nothing(
    archive: Archive, extract: Callable[..., Extracted]
) -> None:
    archive.put([line()])
    archive.path(7441, "20181206").write_bytes(gzip.compress(b"datetime,value\r\n2018,1\r\n"))
    with pytest.raises(MalformedArchiveError, match=r"location-7441-20181206\.csv\.gz has other columns"):
        extract()
    archive.path(7441, "20181206").write_bytes(gzip.compress(b"a" * 100_000)[:60])
    with pytest.raises(MalformedArchiveError, match=r"location-7441-20181206\.csv\.gz cannot be unzipped"):
        extract()


def test_refuses_a_city_whose_locations_the_lake_does_not_know(extract: Callable[..., Extracted]) -> None:
    with pytest.raises(openaq_archive_to_lake.MissingLocationsError, match="no locations of Hue"):
        extract(cities="Hanoi,Hue")
