"""Counts what a job reads: files listed by the stand-in for Glue, and bytes read through Hadoop's file systems."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from awsglue.catalog import Partition
from pyspark.sql import SparkSession


@dataclass
class Reads:
    """Filled when the ``with`` block ends."""

    files_listed: int = 0
    bytes_read: int = 0


def _bytes_read(spark: SparkSession) -> int:
    statistics = spark.sparkContext._jvm.org.apache.hadoop.fs.FileSystem.getAllStatistics()
    return sum(each.getBytesRead() for each in statistics)


@contextmanager
def counted_reads(spark: SparkSession) -> Iterator[Reads]:
    """Counts within the block. Bytes are those of footers and of the column chunks that Spark asks for."""
    reads = Reads()
    list_files = Partition.files

    def counted_files(self: Partition) -> list[Path]:
        files = list_files(self)
        reads.files_listed += len(files)
        return files

    before = _bytes_read(spark)
    Partition.files = counted_files
    try:
        yield reads
    finally:
        Partition.files = list_files
        reads.bytes_read = _bytes_read(spark) - before
