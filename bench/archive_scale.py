"""What a run of the archive's job takes on generated files: many small ones, and few large ones; prints JSON.

Usage: ``PYTHONPATH=glue_jobs:local/aws/glue:bench .venv/bin/python bench/archive_scale.py [shape ...]``; each shape is
``<locations>x<days>x<sensors>x<measurements a day>``. The last of the shapes by default takes twenty minutes and 15 GB
of disk. Figures: docs/archive.md.
"""

from __future__ import annotations

import argparse
import gzip
import json
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pyspark
from pyspark.sql import SparkSession

import openaq_archive_to_lake as job
from archive_arguments import check_archive_arguments
from archive_contract import read_archive_contract
from archive_files import COLUMNS
from fresh_spark import in_fresh_spark
from lake_tables import parquet_schema
from usage import cpu_seconds, peak_mebibytes

FIRST_DAY = datetime(2018, 1, 1, tzinfo=UTC)
#: With Java's second compiler, which the laptop's settings leave out for short runs: ten million lines took less than
#: half the processor time.
JAVA_OPTIONS = "-XX:+UseSerialGC"
#: Nothing but the start; as OpenAQ's archive has 898,246 rows of 20 stations of Vietnam in 4,657 files, 193 in each;
#: and minutes in few files, a million lines, ten, a hundred.
DEFAULT_SHAPES = ("1x1x8x24", "53x98x8x24", "5x10x14x1440", "50x10x14x1440", "50x100x14x1440")
_PARAMETERS = (("pm25", "µg/m³"), ("pm10", "µg/m³"), ("o3", "ppm"), ("no2", "ppb"), ("temperature", "c"))


def _lines_of_day(at: datetime, sensors: int, a_day: int) -> str:
    """A day's file of location 0, whose sensors are numbered from 0; the values are made up."""
    seconds = 86_400 // a_day
    ends = [f"{at + timedelta(seconds=(number + 1) * seconds):%Y-%m-%dT%H:%M:%S}" for number in range(a_day)]
    rows = [",".join(COLUMNS)]
    for sensor in range(sensors):
        parameter, unit = _PARAMETERS[sensor % len(_PARAMETERS)]
        rows += [
            f"#,#{sensor:02},Made up-#,{end}+00:00,21.0,105.8,{parameter},{unit},{(number * 7 + sensor) % 97 / 10}"
            for number, end in enumerate(ends)
        ]
    return "\r\n".join(rows)


def generate(directory: Path, locations: int, days: int, sensors: int, a_day: int) -> int:
    """Writes files and the lake's locations. Returns the number of rows."""
    for day in range(days):
        at = FIRST_DAY + timedelta(days=day)
        text = _lines_of_day(at, sensors, a_day)
        for location in range(1, locations + 1):
            folder = directory / f"archive/records/csv.gz/locationid={location}/year={at:%Y}/month={at:%m}"
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / f"location-{location}-{at:%Y%m%d}.csv.gz"
            path.write_bytes(gzip.compress(text.replace("#", str(location)).encode(), compresslevel=1))
    known = [
        {"location_id": location, "city": "Hanoi", "country": "VN", "latitude": 21.0, "longitude": 105.8}
        for location in range(1, locations + 1)
    ]
    folder = directory / "lake/locations/Hanoi"
    folder.mkdir(parents=True)
    pq.write_table(pa.Table.from_pylist(known, parquet_schema("locations")), folder / "data.parquet")
    return locations * days * sensors * a_day


def measure(shape: str) -> dict[str, object]:
    """Generates the files and runs the job once, in this process."""
    locations, days, sensors, a_day = map(int, shape.split("x"))
    contract, now = read_archive_contract(job.__file__), datetime.now(UTC)
    with tempfile.TemporaryDirectory(prefix="openaq-archive-") as directory:
        rows = generate(Path(directory), locations, days, sensors, a_day)
        options = {
            "JOB_NAME": "benchmark",
            "run_id": "benchmark",
            "window_start": f"{FIRST_DAY:%Y-%m-%dT%H:%M:%SZ}",
            "window_end": f"{FIRST_DAY + timedelta(days=days):%Y-%m-%dT%H:%M:%SZ}",
            "cities": "Hanoi",
            "pollutants": ",".join(contract.pollutants),
            "archive_location": f"{directory}/archive/",
            "lake_location": f"{directory}/lake/",
        }
        arguments = check_archive_arguments(options, contract.names, contract.pollutants, now)
        spark = SparkSession.builder.getOrCreate()
        job.configure_spark(spark)
        cpu, begin = cpu_seconds(spark), time.monotonic()
        [extraction] = job.extract(spark, arguments, contract, now)
        seconds, cpu = time.monotonic() - begin, cpu_seconds(spark) - cpu
    return {
        "shape": shape,
        "rows": rows,
        "files": locations * days,
        "lake_rows": extraction["rows"],
        "seconds": seconds,
        "cpu_seconds": cpu,
        "peak_mebibytes": peak_mebibytes(spark),
        "spark": pyspark.__version__,
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shapes", nargs="*", default=DEFAULT_SHAPES)
    parser.add_argument("--once", action="store_true", help="in this process")
    given = parser.parse_args()
    if given.once:
        print(json.dumps(measure(given.shapes[0])))  # noqa: T201 (the result)
    else:
        script = ("archive_scale.py", "--once")
        made = [in_fresh_spark(*script, shape, java_options=JAVA_OPTIONS) for shape in given.shapes]
        print(json.dumps({"shapes": made}))  # noqa: T201 (the result)
