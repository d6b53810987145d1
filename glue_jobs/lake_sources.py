"""Reads the tables of the catalog, and looks at every file before its rows are used."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from urllib.parse import unquote

from awsglue.context import GlueContext
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.functions import input_file_name, lit

from job_logging import logger
from lake_contract import Source

_UNREADABLE_FILE = re.compile(
    r"\S+ is not a Parquet file|Encountered error while reading file \S+"
    r"|Parquet column cannot be converted in file .+ Expected: [^,]+, Found: \w+"
)


class MissingTableError(LookupError):
    """The catalog has no such table: the crawler found no file for it, or the database is the wrong one."""


class MalformedPartitionError(ValueError):
    """Files of the window are not Parquet, lack a column or have it in another type; the message names the files."""


class StaleTableError(LookupError):
    """The catalog's table lacks an optional column that a file of the window has, so its values would be lost."""


class UnnamedFileError(LookupError):
    """Spark does not say which file some rows come from, so their footers cannot be checked."""


def _read(glue: GlueContext, database: str, source: Source, predicate: str) -> DataFrame:
    """Reads the partitions that match the predicate, with the file each row came from as ``source_file``.

    Only their folders are listed and read. No ``transformation_ctx``: without one there is no bookmark. The result has
    the expected columns and no rows when no partition matches, where Glue gives a frame without columns.
    """
    try:
        rows = glue.create_dynamic_frame.from_catalog(
            database=database, table_name=source.table, push_down_predicate=predicate
        ).toDF()
    except Exception as error:
        if "EntityNotFoundException" not in str(error):
            raise
        raise MissingTableError(
            f"Table {source.table} does not exist in database {database}: the crawler has found no file for it yet"
        ) from error
    if not rows.columns:
        columns = {**source.columns, **dict.fromkeys((*source.partition_columns, "source_file"), "string")}
        schema = ", ".join(f"{name} {kind}" for name, kind in columns.items())
        return glue.spark_session.createDataFrame([], schema)
    return rows.withColumn("source_file", input_file_name())


def _column_mistakes(rows: DataFrame, expected: Mapping[str, str], optional: Set[str]) -> list[str]:
    """What is wrong with a schema: each expected column that is missing or of another type. More columns are fine."""
    found = {field.name: field.dataType.simpleString() for field in rows.schema.fields}
    return [
        f"column {name} is missing" if name not in found else f"column {name} is {found[name]}, expected {kind}"
        for name, kind in expected.items()
        if found.get(name) != kind and (name in found or name not in optional)
    ]


def _check_files(spark: SparkSession, files: Sequence[str], source: Source) -> dict[str, str]:
    """Returns the optional columns that are found, each with a file that has it.

    Raises MalformedPartitionError unless every file has every other column, and each in its type. Glue merges the
    files' schemas: a column that one file lacks would arrive as nulls, so each footer is looked at.
    """
    with ThreadPoolExecutor(max_workers=8) as pool:
        footers = dict(zip(files, pool.map(spark.read.parquet, files), strict=True))
    mistakes = [
        f"{file}: {mistake}"
        for file, rows in footers.items()
        for mistake in _column_mistakes(rows, source.columns, source.optional)
    ]
    if mistakes:
        raise MalformedPartitionError(f"{source.table} has malformed files: {'; '.join(mistakes)}")
    return {name: file for file, rows in footers.items() for name in source.optional.intersection(rows.columns)}


def _with_optional_columns(rows: DataFrame, source: Source, found: Mapping[str, str]) -> DataFrame:
    """The rows with null in the optional columns that no file has. Raises StaleTableError when one has it."""
    absent = [name for name in source.columns if name in source.optional and name not in rows.columns]
    for name in absent:
        if name in found:
            raise StaleTableError(
                f"Table {source.table} of the catalog lacks column {name}, which {found[name]} has: crawl everything "
                'once (docs/runbook.md, "The catalog lacks a column"), then redrive the run'
            )
    return rows.withColumns({name: lit(None).cast(source.columns[name]) for name in absent}) if absent else rows


@contextmanager
def named_unreadable_file(source: Source) -> Iterator[None]:
    """Turns Spark's error about a file that it cannot read, pages of Java, into one that says which file."""
    try:
        yield
    except Exception as error:
        found = _UNREADABLE_FILE.search(str(error))
        if found is None:
            raise
        raise MalformedPartitionError(f"{source.table} has malformed files: {found[0]}") from error


def _files_of(rows: DataFrame, source: Source) -> list[str]:
    """The files that the rows come from, in order. Raises UnnamedFileError when rows come from none.

    ``input_file_name()`` is empty where Glue reads files in groups, which it does not do with Parquet
    (https://docs.aws.amazon.com/glue/latest/dg/grouping-input-files.html). Should it come to that all the same, files
    that nobody has checked must not pass.
    """
    files = sorted(unquote(row.source_file or "") for row in rows.select("source_file").distinct().collect())
    if "" in files:
        raise UnnamedFileError(
            f"{source.table} has rows for which input_file_name() is empty, so the files that they come from cannot be "
            "checked: the job must read it as Parquet files that are not grouped (groupFiles)"
        )
    return files


def read_source(glue: GlueContext, database: str, source: Source, predicate: str, partitions: int) -> None:
    """Makes the source's view of the catalog's partitions that match, kept in memory in so many of Spark's.

    Checks its files, reads each once.
    """
    with named_unreadable_file(source):
        kept = _read(glue, database, source, predicate).coalesce(partitions).persist()
        files = _files_of(kept, source)
        found = _check_files(glue.spark_session, files, source)
    rows = _with_optional_columns(kept, source, found)
    columns = {**source.columns, **dict.fromkeys(source.partition_columns, "string")}
    mistakes = _column_mistakes(rows, columns, frozenset())
    if mistakes:
        raise MalformedPartitionError(f"{source.table}: {'; '.join(mistakes)}")
    logger.info("source read", extra={"fields": {"table": source.table, "files": len(files)}})
    rows.select(*columns).createOrReplaceTempView(source.view)
