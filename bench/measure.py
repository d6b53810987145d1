"""Runs one job once, in a fresh Spark, and prints what it took as one line of JSON.

Usage: ``measure.py <module> <lake> [spark.setting=value ...]`` where the module is ``openaq_to_redshift`` or
``baseline``. Settings replace the job's own or Spark's defaults.
"""

from __future__ import annotations

import importlib
import json
import logging
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

from pyspark.sql import SparkSession

from read_counter import counted_reads
from synthetic_lake import DATABASE, LAST_DAY, RUN_ID

ARGUMENTS = {
    "JOB_NAME": "benchmark",
    "run_id": RUN_ID,
    "window_start": f"{LAST_DAY}T00:00:00Z",
    "window_end": "2025-12-22T00:00:00Z",
    "cities": "Hanoi,Ho Chi Minh City",
    "source_database": DATABASE,
    "target_schema": "openaq",
    "redshift_connection": "RedshiftConnection",
    "redshift_database": "openaq_warehouse",
    "copy_role_arn": "arn:aws:iam::000000000000:role/copy",
    "TempDir": "s3://bucket/temp/",
}


def cpu_seconds(spark: SparkSession) -> float:
    """Processor time of Python and the JVM so far; unlike seconds it hardly depends on what else the machine does."""
    own = resource.getrusage(resource.RUSAGE_SELF)
    handle = spark.sparkContext._jvm.java.lang.ProcessHandle.current()
    return own.ru_utime + own.ru_stime + handle.info().totalCpuDuration().get().toMillis() / 1000


def main(module_name: str, lake: str, settings: list[str]) -> None:
    """Measures one run."""
    job = importlib.import_module(module_name)
    logging.disable(logging.CRITICAL)
    spark = SparkSession.builder.getOrCreate()
    chosen = dict(each.split("=", 1) for each in settings)
    if hasattr(job, "SPARK_SETTINGS"):
        job.SPARK_SETTINGS.update(chosen)
    given = {**ARGUMENTS, "manifest_location": f"{lake}/s3/manifests/"}
    argv = [module_name, *(part for name, value in given.items() for part in (f"--{name}", value))]
    with tempfile.TemporaryDirectory() as sink:
        os.environ |= {"OPENAQ_LOCAL_CATALOG": str(Path(lake) / "catalog.json"), "OPENAQ_LOCAL_SINK": sink}
        cpu, begin = cpu_seconds(spark), time.monotonic()
        with counted_reads(spark) as reads:
            job.main(argv)
        seconds, cpu = time.monotonic() - begin, cpu_seconds(spark) - cpu
    result = {
        "seconds": round(seconds, 2),
        "cpu_seconds": round(cpu, 2),
        "files_listed": reads.files_listed,
        "bytes_read": reads.bytes_read,
    }
    print(json.dumps(result))  # noqa: T201 (the result)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
