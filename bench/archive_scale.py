"""What a run of the archive's job takes on generated files: many small ones, and few large ones of as many rows.

Usage: ``PYTHONPATH=glue_jobs:local/aws/glue:bench .venv/bin/python bench/archive_scale.py [shape ...]``; each shape is
``<locations>x<days>x<sensors>x<measurements a day>``. Figures: docs/archive.md.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from pyspark.sql import SparkSession

import openaq_archive_to_lake as job
from archive_arguments import check_archive_arguments
from archive_contract import read_archive_contract
from archive_files import COLUMNS
from lake_tables import parquet_schema
from measure import cpu_seconds

ROOT = Path(__file__).parent.parent
FIRST_DAY = datetime(2024, 1, 1, tzinfo=UTC)
#: As OpenAQ's archive has 898,246 rows of 20 stations of Vietnam in 4,657 files, 193 in each; and minutes in few files.
DEFAULT_SHAPES = ("53x98x8x24", "5x10x14x1440")
_PARAMETERS = (("pm25", "µg/m³"), ("pm10", "µg/m³"), ("o3", "ppm"), ("no2", "ppb"), ("temperature", "c"))


def generate(directory: Path, locations: int, days: int, sensors: int, a_day: int) -> int:
    """Writes files and the lake's locations; the values are made up. Returns the number of rows."""
    seconds = 86_400 // a_day
    for location in range(1, locations + 1):
        for day in range(days):
            at = FIRST_DAY + timedelta(days=day)
            rows = [",".join(COLUMNS)]
            for sensor in range(sensors):
                parameter, unit = _PARAMETERS[sensor % len(_PARAMETERS)]
                for number in range(a_day):
                    end = at + timedelta(seconds=(number + 1) * seconds)
                    rows.append(
                        f"{location},{location * 100 + sensor},Made up-{location},{end:%Y-%m-%dT%H:%M:%S}+00:00,"
                        f"21.0,105.8,{parameter},{unit},{(number * 7 + sensor) % 97 / 10}"
                    )
            folder = directory / f"archive/records/csv.gz/locationid={location}/year={at:%Y}/month={at:%m}"
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / f"location-{location}-{at:%Y%m%d}.csv.gz"
            path.write_bytes(gzip.compress("\r\n".join(rows).encode(), compresslevel=6))
    known = [
        {"location_id": location, "city": "Hanoi", "country": "VN", "latitude": 21.0, "longitude": 105.8}
        for location in range(1, locations + 1)
    ]
    folder = directory / "lake/locations/Hanoi"
    folder.mkdir(parents=True)
    pq.write_table(pa.Table.from_pylist(known, parquet_schema("locations")), folder / "data.parquet")
    return locations * days * sensors * a_day


def measure(shape: str) -> dict[str, object]:
    """Generates the files and runs the job once, in a fresh Spark."""
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
        process = spark.sparkContext._jvm.java.lang.ProcessHandle.current().pid()
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
        peak = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
    return {
        "shape": shape,
        "rows": rows,
        "files": locations * days,
        "lake_rows": extraction["rows"],
        "seconds": round(seconds, 1),
        "cpu_seconds": round(cpu, 1),
        "peak_megabytes": round(peak / 1024),
    }


def in_fresh_process(shape: str) -> str:
    """Measures a shape in a process of its own."""
    environment = {
        **os.environ,
        "PYSPARK_SUBMIT_ARGS": f"--properties-file '{ROOT / 'local/aws/glue/spark-defaults.conf'}' pyspark-shell",
        "SPARK_LOCAL_IP": "127.0.0.1",
    }
    command = [sys.executable, __file__, "--once", shape]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603
    return done.stdout.splitlines()[-1]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shapes", nargs="*", default=DEFAULT_SHAPES)
    parser.add_argument("--once", action="store_true", help="in this process")
    given = parser.parse_args()
    for each in given.shapes:
        print(json.dumps(measure(each)) if given.once else in_fresh_process(each), flush=True)  # noqa: T201
