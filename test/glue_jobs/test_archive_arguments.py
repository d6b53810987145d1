"""The arguments of the archive's job, its contract, and which files hold a window. No Spark."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from shutil import copy

import pytest

import openaq_archive_to_lake
from archive_arguments import check_archive_arguments
from archive_contract import read_archive_contract
from archive_files import find_files
from hadoop_files import ListedFile
from lake_contract import MissingTransformError
from option_reader import InvalidArgumentsError

CONTRACT = read_archive_contract(openaq_archive_to_lake.__file__)
NOW = datetime(2026, 1, 10, 12, tzinfo=UTC)
ARGUMENTS = {
    "JOB_NAME": "openaq_archive_to_lake",
    "run_id": "run-1",
    "window_start": "2018-12-05T00:00:00Z",
    "window_end": "2018-12-06T00:00:00Z",
    "cities": "Hanoi,Ho Chi Minh City",
    "pollutants": "pm25,co",
    "archive_location": "s3://openaq-data-archive/",
    "lake_location": "s3://bucket/",
}


def check(**changes: str | None) -> object:
    return check_archive_arguments({**ARGUMENTS, **changes}, CONTRACT.names, CONTRACT.pollutants, NOW)


def test_names_a_citys_part_of_the_run_as_extract_names_it() -> None:
    assert check().item_name("Ho Chi Minh City") == "Ho_Chi_Minh_City-2018-12-05"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("run_id", "a/b"),
        ("window_start", "2018-12-05"),
        ("window_end", "2018-12-05T00:00:00Z"),
        ("cities", "Hanoi,"),
        ("pollutants", ""),
        ("pollutants", "pm25,pm1"),
        ("archive_location", "s3://openaq-data-archive"),
        ("archive_location", "archive/"),
        ("lake_location", None),
    ],
)
def test_refuses_a_wrong_argument_by_name(name: str, value: str | None) -> None:
    with pytest.raises(InvalidArgumentsError, match=f"--{name} "):
        check(**{name: value})


def test_refuses_days_that_the_archive_may_not_have_yet_and_names_the_last_one_that_it_has() -> None:
    check(window_end="2026-01-06T00:00:00Z")
    with pytest.raises(InvalidArgumentsError, match="4 days behind: expected dates up to 2026-01-05;"):
        check(window_end="2026-01-07T00:00:00Z")


def test_makes_rules_of_the_wanted_pollutants_alone() -> None:
    rules = list(CONTRACT.rules(("pm25", "co")))

    assert [(rule[0], rule[1], rule[2]) for rule in rules][:3] == [
        ("pm25", "ug/m3", 0),
        ("pm25", "mg/m3", 0),
        ("co", "ug/m3", 5),
    ]
    assert {rule[0] for rule in rules} == {"pm25", "co"}


def test_finds_what_it_is_told_beside_the_script_as_glue_leaves_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    sql = Path(openaq_archive_to_lake.__file__).parents[1] / "sql"
    for file in [*sql.glob("archive/*"), sql / "transform/lake.json"]:
        copy(file, tmp_path)
    script = str(tmp_path / "openaq_archive_to_lake.py")

    assert read_archive_contract(script) == CONTRACT
    (tmp_path / "pollutants.json").unlink()
    with pytest.raises(MissingTransformError, match=r"No pollutants\.json in .*: check --extra-files"):
        read_archive_contract(script)


@dataclass
class Bucket:
    """Files by folder."""

    folders: dict[str, list[ListedFile]]

    def in_folder(self, location: str) -> list[ListedFile]:
        """The files of a folder."""
        return self.folders.get(location, [])


def test_looks_for_the_local_dates_on_either_side_of_the_window_over_the_turn_of_a_year() -> None:
    def listed(folder: str, *names: str) -> list[ListedFile]:
        return [ListedFile(f"{folder}/{name}", name, 20) for name in names]

    december, january = (
        f"s3://a/records/csv.gz/locationid=7/year={each}" for each in ("2018/month=12", "2019/month=01")
    )
    bucket = Bucket(
        {
            december: listed(december, "location-7-20181230.csv.gz", "location-7-20181231.csv.gz", "notes.txt"),
            january: [
                *listed(january, "location-7-20190102.csv.gz", "location-7-20190103.csv.gz"),
                ListedFile("empty", "location-7-20190101.csv.gz", 0),
            ],
        }
    )

    start = datetime(2019, 1, 1, tzinfo=UTC)
    found = find_files(bucket, "s3://a/", [7, 8], start, start.replace(day=2))

    assert found.paths == [f"{december}/location-7-20181231.csv.gz", f"{january}/location-7-20190102.csv.gz"]
    assert (found.size, found.empty) == (40, 1)
