"""Runs one job once, in a fresh Spark, and prints what it took as one line of JSON.

Usage: ``measure.py <module> <lake> [spark.setting=value ...]`` where the module is ``openaq_to_redshift`` or
``baseline``. Settings replace the job's own or Spark's defaults.
"""

from __future__ import annotations

import importlib
import json
import logging
import os
import sys
import tempfile
import time
from pathlib import Path

import pyspark
from pyspark.sql import SparkSession

from phases import recorded_phases
from read_counter import counted_reads
from synthetic_lake import job_options
from usage import cpu_seconds, peak_mebibytes


def main(module_name: str, lake: str, settings: list[str]) -> None:
    """Measures one run. Its start is that of the JVM and of the session; what Python takes to import is in its CPU."""
    job = importlib.import_module(module_name)
    logging.disable(logging.CRITICAL)
    begin = time.monotonic()
    spark = SparkSession.builder.getOrCreate()
    start = {"seconds": time.monotonic() - begin, "cpu_seconds": cpu_seconds(spark), "spark_jobs": 0, "tasks": 0}
    chosen = dict(each.split("=", 1) for each in settings)
    if hasattr(job, "SPARK_SETTINGS"):
        job.SPARK_SETTINGS.update(chosen)
    options = job_options(Path(lake))
    argv = [module_name, *(part for name, value in options.items() for part in (f"--{name}", value))]
    with tempfile.TemporaryDirectory() as sink:
        os.environ |= {"OPENAQ_LOCAL_CATALOG": str(Path(lake) / "catalog.json"), "OPENAQ_LOCAL_SINK": sink}
        cpu, begin = cpu_seconds(spark), time.monotonic()
        with counted_reads(spark) as reads, recorded_phases(spark, job) as phases:
            job.main(argv)
        seconds, cpu = time.monotonic() - begin, cpu_seconds(spark) - cpu
    result = {
        "seconds": seconds,
        "cpu_seconds": cpu,
        "files_listed": reads.files_listed,
        "bytes_read": reads.bytes_read,
        "peak_mebibytes": peak_mebibytes(spark),
        "spark": pyspark.__version__,
        "phases": {"start of the JVM and of Spark": start, **phases.result()},
    }
    print(json.dumps(result))  # noqa: T201 (the result)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
