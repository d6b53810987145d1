"""One Spark for all tests; the job's script runs in this process, on the stand-in for ``awsglue``."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings
from pyspark.sql import SparkSession

import openaq_to_redshift
from lake import DATABASE, EXTRACTED_AT, Lake, hour, location, location_day
from staging import Staging

# The same examples on every machine. `HYPOTHESIS_PROFILE=explore` looks for new ones.
settings.register_profile("stable", derandomize=True, deadline=None, max_examples=12)
settings.register_profile("explore", deadline=None, max_examples=100)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "stable"))

DEFAULTS = Path(__file__).parents[2] / "local/aws/glue/spark-defaults.conf"
os.environ["PYSPARK_SUBMIT_ARGS"] = f"--properties-file '{DEFAULTS}' pyspark-shell"

ARGUMENTS = {
    "JOB_NAME": "openaq_to_redshift",
    "run_id": "run-1",
    "window_start": "2018-12-05T00:00:00Z",
    "window_end": "2018-12-06T00:00:00Z",
    "cities": "Hanoi,Ho Chi Minh City",
    "source_database": DATABASE,
    "target_schema": "openaq",
    "manifest_location": "s3://bucket/manifests/",
    "redshift_connection": "RedshiftConnection",
    "redshift_database": "openaq_warehouse",
    "copy_role_arn": "arn:aws:iam::123456789012:role/copy",
    "TempDir": "s3://bucket/temp/",
}


FIGURES = pytest.StashKey[dict[str, str]]()
ReportFigure = Callable[[str, str], None]


def pytest_configure(config: pytest.Config) -> None:
    """Starts without figures."""
    config.stash[FIGURES] = {}


@pytest.fixture(scope="session")
def report_figure(pytestconfig: pytest.Config) -> ReportFigure:
    """Takes a title and a figure; below the results stands the last figure of each title."""
    figures = pytestconfig.stash[FIGURES]
    return lambda title, figure: figures.update({title: figure})


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Prints what the tests measured."""
    for title, figure in config.stash[FIGURES].items():
        terminalreporter.write_line(f"{title}: {figure}")


@pytest.fixture(scope="session")
def spark() -> Iterator[SparkSession]:
    """The Spark of a laptop run."""
    session = SparkSession.builder.getOrCreate()
    openaq_to_redshift.configure_spark(session)
    yield session
    session.stop()


@pytest.fixture
def new_lake(tmp_path: Path) -> Callable[[], Lake]:
    """Makes empty lakes, each in a folder of its own."""
    numbers = count()
    return lambda: Lake(tmp_path / f"lake-{next(numbers)}")


@pytest.fixture
def lake(new_lake: Callable[[], Lake]) -> Lake:
    """An empty lake."""
    return new_lake()


@pytest.fixture
def filled(lake: Lake) -> Lake:
    """Two cities of run-1; Hanoi has an accepted hour, an older duplicate of another run and a rejected one."""
    older = hour(pm25=1.0, extracted_at=EXTRACTED_AT - timedelta(minutes=10))
    lake.put_day([hour(pm25=2.67505), older, hour(location_id=1, pm25=-1.0)])
    lake.put_day([hour(location_id=7440, city="Ho Chi Minh City")], city="Ho_Chi_Minh_City")
    lake.put_locations([location()])
    lake.put_locations([location(location_id=7440, location_name="Lãnh sự quán")], city="Ho_Chi_Minh_City")
    lake.put_manifest([location_day(), location_day(location_id=1)])
    saigon = location_day(location_id=7440, city="Ho Chi Minh City")
    lake.put_manifest([saigon], name="Ho_Chi_Minh_City-2018-12-05.parquet")
    return lake


RunJob = Callable[..., Staging]


@pytest.fixture
def run_job(spark: SparkSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RunJob:
    """Crawls the lake, runs the script with ARGUMENTS and changes to them, and loads a committed run into staging.

    A run for which the test has put no manifest gets one that lists nothing: it adopts every row that it finds.
    """
    numbers = count()

    def run(lake: Lake, staging: Staging | None = None, **changes: str) -> Staging:
        sink = tmp_path / f"sink-{next(numbers)}"
        sink.mkdir()
        lake.directory.mkdir(exist_ok=True)
        lake.write_catalog()
        monkeypatch.setenv("OPENAQ_LOCAL_CATALOG", str(lake.catalog_file))
        monkeypatch.setenv("OPENAQ_LOCAL_SINK", str(sink))
        given = {**ARGUMENTS, "manifest_location": f"{lake.manifests}/", **changes}
        if not (lake.manifests / given["run_id"]).exists():
            lake.put_manifest([], run_id=given["run_id"])
        argv = ["openaq_to_redshift.py", *(part for name, value in given.items() for part in (f"--{name}", value))]
        try:
            openaq_to_redshift.main(argv)
        finally:
            spark.catalog.clearCache()
        assert (sink / "committed").exists()
        loaded = staging or Staging()
        loaded.load(sink)
        return loaded

    return run
