"""Finds and reads the archive's files, such as ``locationid=1/year=2024/month=01/location-1-20240115.csv.gz``."""

import re
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pyspark.sql import DataFrame, SparkSession

from hadoop_files import HadoopFiles, ListedFile
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
    """The files that hold a window: how many, their bytes, and how many have not one byte, which are not read.

    ``paths`` are what Spark is given: a folder in place of its files where all of them are wanted, since Spark asks the
    store for each path twice before it reads it.
    """

    paths: Sequence[str]
    read: int
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
        listed = dict(zip(folders, pool.map(files.in_folder, folders), strict=True))
    paths: list[str] = []
    wanted: list[ListedFile] = []
    for folder, found in listed.items():
        of_window = [each for each in found if (name := _FILE.fullmatch(each.name)) and name[2] in dates]
        filled = [each.path for each in of_window if each.size > 0]
        paths += [folder] if filled and len(filled) == len(found) else filled
        wanted += of_window
    empty = sum(each.size == 0 for each in wanted)
    found_files = ArchiveFiles(sorted(paths), len(wanted) - empty, sum(each.size for each in wanted), empty)
    fields = {"folders": len(folders), "files": found_files.read, "bytes": found_files.size, "empty_files": empty}
    logger.info("archive listed", extra={"fields": fields})
    return found_files


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
