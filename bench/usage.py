"""Processor time and memory of a Spark driver: Python and its JVM, which is all of Spark on ``local[2]``."""

from __future__ import annotations

import resource
from pathlib import Path

from pyspark.sql import SparkSession


def cpu_seconds(spark: SparkSession) -> float:
    """User and system seconds so far; unlike wall time they hardly depend on what else the machine does."""
    own = resource.getrusage(resource.RUSAGE_SELF)
    handle = spark.sparkContext._jvm.java.lang.ProcessHandle.current()
    return own.ru_utime + own.ru_stime + handle.info().totalCpuDuration().get().toMillis() / 1000


def peak_mebibytes(spark: SparkSession) -> int:
    """The JVM's largest resident size so far, as Linux says."""
    process = spark.sparkContext._jvm.java.lang.ProcessHandle.current().pid()
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return round(next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024)
