"""Finds and reads the archive's files, such as ``locationid=1/year=2024/month=01/location-1-20240115.csv.gz``."""

import re
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pyspark.sql import DataFrame, SparkSession

from hadoop_files import HadoopFiles
from job_logging import logger

#: The columns of every file, in this order, since 2023 without exception; ``datetime`` ends the period.
COLUMNS = ("location_id", "sensors_id", "location", "datetime", "lat", "lon", "parameter", "units", "value")

_OTHER_COLUMNS = re.compile(r"CSV file: (\S+)")
_FILES_SHOWN = 5  # what a person still reads in one message
_FILE = re.compile(r"location-(\d+)-(\d{8})\.csv\.gz")
_LISTS_AT_ONCE = 8


class MalformedArchiveError(ValueError):
    """Files of the archive end before their end or have other columns; the message names them."""


@dataclass(frozen=True)
class ArchiveFiles:
    """The files that hold a window, their bytes, and how many have not one byte: these are not read."""

    paths: Sequence[str]
    size: int
    empty: int


def _local_dates(start: datetime, end: datetime) -> list[date]:
    """The dates of the files that may hold hours of ``[start, end)``: clocks are up to 14 hours off UTC."""
    first, last = start.date() - timedelta(days=1), end.date()
    return [first + timedelta(days=day) for day in range((last - first).days + 1)]


def find_files(
    files: HadoopFiles, archive: str, location_ids: Iterable[int], start: datetime, end: datetime
) -> ArchiveFiles:
    """Lists a folder for each location and month. A folder or a day that is not there has no data."""
    dates = {f"{each:%Y%m%d}" for each in _local_dates(start, end)}
    months = sorted({(each.year, each.month) for each in _local_dates(start, end)})
    folders = [
        f"{archive}records/csv.gz/locationid={location_id}/year={year:04}/month={month:02}"
        for location_id in location_ids
        for year, month in months
    ]
    with ThreadPoolExecutor(max_workers=_LISTS_AT_ONCE) as pool:
        listed = [each for folder in pool.map(files.in_folder, folders) for each in folder]
    named = [(_FILE.fullmatch(each.name), each) for each in listed]
    wanted = [each for name, each in named if name and name[2] in dates]
    paths = sorted(each.path for each in wanted if each.size > 0)
    found = ArchiveFiles(paths, sum(each.size for each in wanted), sum(each.size == 0 for each in wanted))
    fields = {"folders": len(folders), "files": len(found.paths), "bytes": found.size, "empty_files": found.empty}
    logger.info("archive listed", extra={"fields": fields})
    return found


def read_lines(spark: SparkSession, paths: Sequence[str]) -> DataFrame:
    """The lines of the files as texts, with ``corrupt`` for a line that is no CSV of as many fields.

    The three ways of quoting that the archive has had are all CSV: quotes where needed, around texts, around all.
    """
    schema = ", ".join(f"{name} string" for name in (*COLUMNS, "corrupt"))
    if not paths:
        return spark.createDataFrame([], schema)
    return spark.read.csv(
        list(paths),
        schema=schema,
        header=True,
        # The names in the heads are compared with the schema: a file in another order stops the job.
        enforceSchema=False,
        mode="PERMISSIVE",
        columnNameOfCorruptRecord="corrupt",
        encoding="UTF-8",
        # Python's csv writer doubles a quote within quotes.
        escape='"',
    )


def _broken_files(spark: SparkSession, paths: Sequence[str]) -> list[str]:
    """The files that are no whole gzip, in order."""

    def is_broken(content: bytes) -> bool:
        # Here, since a worker of Spark is sent this function and not the module.
        import gzip  # noqa: PLC0415
        import zlib  # noqa: PLC0415

        try:
            gzip.decompress(content)
        except (OSError, EOFError, zlib.error):
            return True
        return False

    contents = spark.read.format("binaryFile").load(list(paths)).select("path", "content").rdd
    return sorted(contents.filter(lambda row: is_broken(bytes(row.content))).map(lambda row: row.path).collect())


@contextmanager
def named_malformed_file(spark: SparkSession, paths: Sequence[str]) -> Iterator[None]:
    """Turns Spark's error about a file, pages of Java that may not name it, into MalformedArchiveError."""
    try:
        yield
    except Exception as error:
        other = _OTHER_COLUMNS.search(str(error))
        if other:
            raise MalformedArchiveError(
                f"{other[1]} has other columns: expected {','.join(COLUMNS)}; the job must learn the archive's new form"
            ) from error
        broken = _broken_files(spark, paths)
        if not broken:
            raise
        more = f" and {len(broken) - _FILES_SHOWN} more" if len(broken) > _FILES_SHOWN else ""
        raise MalformedArchiveError(
            f"{', '.join(broken[:_FILES_SHOWN])}{more} cannot be unzipped to the end: start the run again, and if it "
            "stays so, report the file to OpenAQ"
        ) from error
