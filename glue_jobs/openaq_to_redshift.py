"""Stages one run's measurements: reads the window's partitions, checks them, removes duplicates, writes to Redshift.

What happens to the data is in ``sql/transform/NN_<view>.sql``: each file is one SELECT that becomes the temporary
view ``<view>``, in the order of the numbers. This script only reads, runs those files, and writes the five outputs.
Glue brings the files by ``--extra-files``; in the repository they are found in ``sql/transform``.

What the run's extraction answered stands in its manifests. With them the job proves that the lake still holds what was
extracted, also while other runs write the same days again, and stops before it writes anything when it does not.

A run with the same ``run_id`` may be repeated: every write first deletes the rows of that run. Rows of other runs are
never touched. Bookmarks stay disabled: they skip files that were read before, and a re-run or a backfill reads the same
files again on purpose.
"""

import json
import logging
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import unquote

from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from awsglue.job import Job
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext
from pyspark.errors import AnalysisException
from pyspark.sql import DataFrame, Row, SparkSession
from pyspark.sql.functions import count, input_file_name, lit

logger = logging.getLogger("openaq_to_redshift")

ARGUMENT_NAMES = (
    "JOB_NAME",
    "run_id",
    "window_start",
    "window_end",
    "cities",
    "source_database",
    "manifest_location",
    "target_schema",
    "redshift_connection",
    "redshift_database",
    "copy_role_arn",
    "TempDir",
)

SPARK_SETTINGS = {
    # Parquet timestamps are UTC; any other session time zone would move rows to another hour and another day.
    "spark.sql.session.timeZone": "UTC",
    # The default of Spark 4 (Glue 6.0), set for Spark 3.5 as well: an overflow fails instead of becoming null.
    "spark.sql.ansi.enabled": "true",
    # A timestamp is an instant, whichever of Parquet's two annotations its writer chose.
    "spark.sql.parquet.inferTimestampNTZ.enabled": "false",
    # A day is a thousand rows, a year's backfill half a million: the default of 200 partitions is mostly empty tasks.
    # Four is one per core of the job's single G.1X executor.
    "spark.sql.shuffle.partitions": "4",
    # With four partitions there is nothing to adapt, and adaptive execution runs every stage as a job of its own.
    "spark.sql.adaptive.enabled": "false",
}


@dataclass(frozen=True)
class Source:
    """What is read: the view it becomes, its name, the columns it must have (Spark types) and its partition columns."""

    view: str
    table: str
    columns: Mapping[str, str]
    partition_columns: Sequence[str]


_ROW = {
    "location_id": "int",
    "city": "string",
    "country": "string",
    "latitude": "double",
    "longitude": "double",
    "extracted_at": "timestamp",
}
MEASUREMENTS = Source(
    view="source_measurements",
    table="aq_airquality",
    columns={
        **_ROW,
        "measurement_datetime": "timestamp",
        **dict.fromkeys(("pm25", "pm10", "o3", "no2", "so2", "co"), "double"),
    },
    partition_columns=("partition_0", "year", "month", "day"),
)
LOCATIONS = Source(
    view="source_locations",
    table="aq_locations",
    columns={**_ROW, "location_name": "string", "is_active": "boolean"},
    partition_columns=("partition_0",),
)
#: The same columns as ``MANIFEST_COLUMNS`` in ``lambdas/shared/adapters/parquet.ts``; no table of the catalog.
MANIFESTS = Source(
    view="source_location_days",
    table="manifests",
    columns={
        "location_id": "int",
        "city": "string",
        "measurement_date": "string",
        "row_count": "int",
        "extracted_at": "timestamp",
    },
    partition_columns=(),
)

#: Views that are read more than once; everything else is computed once anyway.
PERSISTED_VIEWS = ("answered_dates", "ranked_measurements", "stage_locations", "stage_location_days")

#: Output tables in the order in which they are locked and written, each with the count that says whether it has rows.
#: ``stage_counts`` comes last. Whoever locks several of these tables does it in this order (``sql/load/05_lock.sql``).
OUTPUTS = {
    "stage_measurements": "rows_staged",
    "stage_locations": "locations_staged",
    "stage_location_days": "location_days_staged",
    "rejected_measurements": "rows_rejected",
}

#: Views without which the job could not do what it promises.
REQUIRED_VIEWS = {"lost_dates", "stage_counts", *OUTPUTS}


class InvalidArgumentsError(ValueError):
    """One or more job arguments are wrong; the message lists all of them."""


class MissingTableError(LookupError):
    """The catalog has no such table: the crawler found no file for it, or the database is the wrong one."""


class MalformedPartitionError(ValueError):
    """Files of the window are not Parquet, lack a column or have it in another type; the message names the files."""


class UnnamedFileError(LookupError):
    """Spark does not say which file some rows come from, so their footers cannot be checked."""


class MissingManifestError(LookupError):
    """The run has no manifest: its extraction has not ended, or its manifest has expired."""


class LostDatesError(LookupError):
    """The lake does not hold any more what this run extracted; the message names the first dates."""


class MissingTransformError(FileNotFoundError):
    """The files of ``sql/transform`` are in none of the places where the job looks for them."""


@dataclass(frozen=True)
class Arguments:
    """The job's arguments after checking. The window is half-open, ``[window_start, window_end)``, at midnight UTC."""

    job_name: str
    run_id: str
    window_start: datetime
    window_end: datetime
    city_segments: tuple[str, ...]
    source_database: str
    manifest_location: str
    target_schema: str
    redshift_connection: str
    redshift_database: str
    copy_role_arn: str
    temp_dir: str


_RUN_ID = re.compile(r"[A-Za-z0-9_-]{1,100}")
_CITY = re.compile(r"[A-Za-z0-9][A-Za-z0-9 -]{0,62}")
_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,126}")
_WORD = re.compile(r"\S+")
_FOLDER = re.compile(r".+/")
_UNREADABLE_FILE = re.compile(
    r"\S+ is not a Parquet file|Encountered error while reading file \S+"
    r"|Parquet column cannot be converted in file .+ Expected: [^,]+, Found: \w+"
)
_S3_LOCATION = re.compile(r"s3://\S+")


def _midnight(text: str) -> datetime | None:
    try:
        instant = datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None
    return instant if text.endswith("T00:00:00Z") else None


def check_arguments(options: Mapping[str, str | None]) -> Arguments:
    """Turns the options of Glue into arguments, or raises InvalidArgumentsError with every mistake."""
    mistakes: list[str] = []

    def take(name: str, pattern: re.Pattern[str], expected: str) -> str:
        value = options.get(name) or ""
        if not pattern.fullmatch(value):
            mistakes.append(f"--{name} is {value!r}, expected {expected}")
        return value

    def take_midnight(name: str) -> datetime:
        value = options.get(name) or ""
        instant = _midnight(value)
        if instant is None:
            mistakes.append(f"--{name} is {value!r}, expected midnight UTC such as 2024-01-15T00:00:00Z")
        return instant or datetime.min.replace(tzinfo=UTC)

    window_start, window_end = take_midnight("window_start"), take_midnight("window_end")
    cities = (options.get("cities") or "").split(",")
    mistakes += [f"--cities has {city!r}, expected a city's name" for city in cities if not _CITY.fullmatch(city)]
    arguments = Arguments(
        job_name=take("JOB_NAME", _WORD, "the job's name"),
        run_id=take("run_id", _RUN_ID, "1 to 100 letters, digits, - or _"),
        window_start=window_start,
        window_end=window_end,
        city_segments=tuple(city.replace(" ", "_") for city in cities),
        source_database=take("source_database", _IDENTIFIER, "a database of the Glue catalog"),
        manifest_location=take("manifest_location", _FOLDER, "a location that ends with /"),
        target_schema=take("target_schema", _IDENTIFIER, "a schema of the warehouse"),
        redshift_connection=take("redshift_connection", _WORD, "the name of a Glue connection"),
        redshift_database=take("redshift_database", _IDENTIFIER, "a database of the cluster"),
        copy_role_arn=take("copy_role_arn", _WORD, "the ARN of a role attached to the cluster"),
        temp_dir=take("TempDir", _S3_LOCATION, "an S3 location such as s3://bucket/temp/"),
    )
    if not mistakes and window_end <= window_start:
        mistakes.append(f"--window_end {options['window_end']} is not after --window_start {options['window_start']}")
    if mistakes:
        raise InvalidArgumentsError("Invalid job arguments: " + "; ".join(mistakes))
    return arguments


def city_predicate(city_segments: Iterable[str]) -> str:
    """The condition on the cities' folders."""
    return "partition_0 in ({})".format(", ".join(f"'{segment}'" for segment in city_segments))


def window_predicate(start: datetime, end: datetime) -> str:
    """The condition on year, month and day of the days in ``[start, end)``; a whole month goes without its days."""
    days_by_month: dict[tuple[str, str], list[str]] = {}
    day = start
    while day < end:
        days_by_month.setdefault((day.strftime("%Y"), day.strftime("%m")), []).append(day.strftime("%d"))
        day += timedelta(days=1)

    def condition(year: str, month: str, days: list[str]) -> str:
        text = f"year = '{year}' and month = '{month}'"
        next_month = datetime(int(year) + int(month) // 12, int(month) % 12 + 1, 1, tzinfo=UTC)
        if len(days) == (next_month - timedelta(days=1)).day:
            return f"({text})"
        return "({} and day in ({}))".format(text, ", ".join(f"'{each}'" for each in days))

    return "({})".format(" or ".join(condition(*month, days) for month, days in days_by_month.items()))


def read_transform(directories: Sequence[Path]) -> list[tuple[str, str]]:
    """The pairs of view and SQL text from the first directory that holds ``NN_<view>.sql`` files, in order."""
    for directory in directories:
        files = sorted(directory.glob("[0-9][0-9]_*.sql"))
        if files:
            transform = [(file.stem[3:], file.read_text(encoding="utf-8")) for file in files]
            missing = REQUIRED_VIEWS - {view for view, _ in transform}
            if missing:
                raise MissingTransformError(f"{directory} has no file for {', '.join(sorted(missing))}")
            return transform
    raise MissingTransformError(f"No NN_<view>.sql in {' or '.join(map(str, directories))}: check --extra-files")


def transform_directories() -> list[Path]:
    """The repository's folder, then the script's own, then the working directory.

    Glue copies ``--extra-files`` "to the working directory of your script", as its manual says of job parameters, and
    that can be read as either of the two.
    """
    beside = Path(__file__).resolve().parent
    return list(dict.fromkeys([beside.parent / "sql" / "transform", beside, Path.cwd()]))


def read_source(glue: GlueContext, database: str, source: Source, predicate: str) -> DataFrame:
    """Reads the partitions that match the predicate, with the file each row came from as ``source_file``.

    Only their folders are listed and read. No ``transformation_ctx``: without one there is no bookmark. The result has
    the expected columns and no rows when no partition matches, where Glue gives a frame without columns.
    """
    try:
        frame = glue.create_dynamic_frame.from_catalog(
            database=database, table_name=source.table, push_down_predicate=predicate
        )
        rows = frame.toDF()
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


def column_mistakes(found: Mapping[str, str], expected: Mapping[str, str]) -> list[str]:
    """What is wrong with a schema: each expected column that is missing or of another type. More columns are fine."""
    return [
        f"column {name} is missing" if name not in found else f"column {name} is {found[name]}, expected {kind}"
        for name, kind in expected.items()
        if found.get(name) != kind
    ]


def _types(rows: DataFrame) -> dict[str, str]:
    return {field.name: field.dataType.simpleString() for field in rows.schema.fields}


def check_files(spark: SparkSession, files: Sequence[str], source: Source) -> None:
    """Raises MalformedPartitionError unless every file has every column in its type.

    Glue merges the files' schemas: a column that one file lacks would arrive as nulls, so each footer is looked at.
    """

    def mistakes_of(file: str) -> list[str]:
        return [f"{file}: {mistake}" for mistake in column_mistakes(_types(spark.read.parquet(file)), source.columns)]

    with ThreadPoolExecutor(max_workers=8) as pool:
        mistakes = [mistake for found in pool.map(mistakes_of, files) for mistake in found]
    if mistakes:
        raise MalformedPartitionError(f"{source.table} has malformed files: {'; '.join(mistakes)}")


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


def files_of(rows: DataFrame, source: Source) -> list[str]:
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


def checked_source(spark: SparkSession, rows: DataFrame, source: Source) -> DataFrame:
    """The source's columns only, kept in memory, after its files were checked. Reads each file once."""
    kept = rows.persist()
    files = files_of(kept, source)
    check_files(spark, files, source)
    columns = {**source.columns, **dict.fromkeys(source.partition_columns, "string")}
    mistakes = column_mistakes(_types(kept), columns)
    if mistakes:
        raise MalformedPartitionError(f"{source.table}: {'; '.join(mistakes)}")
    logger.info("source read", extra={"fields": {"table": source.table, "files": len(files)}})
    return kept.select(*columns)


def read_manifests(spark: SparkSession, arguments: Arguments) -> DataFrame:
    """What the run's extractions answered, kept in memory. Reads each file once; every column of every row has a value.

    Raises MissingManifestError when there is no manifest, MalformedPartitionError when one lacks a column.
    """
    location = f"{arguments.manifest_location}{arguments.run_id}"
    schema = ", ".join(f"{name} {kind}" for name, kind in MANIFESTS.columns.items())
    try:
        rows = spark.read.schema(schema).parquet(location)
        files = len(rows.inputFiles())
    except AnalysisException as error:
        if error.getErrorClass() != "PATH_NOT_FOUND":
            raise
        files = 0
    if files == 0:
        raise MissingManifestError(f"{location} holds no manifest of run {arguments.run_id}: extract the run again")
    kept = rows.persist()
    # Spark fills a column that a file lacks with nulls. A column of another type is an error that names the file.
    values = kept.select(count(lit(1)).alias("rows"), *(count(name).alias(name) for name in MANIFESTS.columns)).first()
    mistakes = [f"column {name} is missing" for name in MANIFESTS.columns if values[name] < values["rows"]]
    if mistakes:
        raise MalformedPartitionError(f"{location} has malformed files: {'; '.join(mistakes)}")
    fields = {"location": location, "files": files, "location_days": values["rows"]}
    logger.info("manifests read", extra={"fields": fields})
    return kept


def refuse_lost_dates(lost: DataFrame) -> None:
    """Raises LostDatesError when the view has rows; the sentence is that of ``local/aws/glue/manifest.ts``."""
    dates = [
        f"{row.partition_city} {row.partition_date}: {row.row_count} rows extracted, {row.own_rows} found"
        for row in sorted(lost.collect(), key=lambda row: (row.partition_city, row.partition_date))
    ]
    if dates:
        more = f" and {len(dates) - 5} more" if len(dates) > 5 else ""  # noqa: PLR2004 (what a person still reads)
        raise LostDatesError(
            f"The lake does not hold what this run extracted ({'; '.join(dates[:5])}{more}): "
            "the catalog lacks the partition, or the object was deleted or put back; start the run again"
        )


def create_run_view(spark: SparkSession, arguments: Arguments) -> None:
    """The view ``run``: one row with the run's id and window."""
    spark.sql(
        "select :run_id as run_id, cast(:window_start as timestamp) as window_start, "
        "cast(:window_end as timestamp) as window_end",
        args={
            "run_id": arguments.run_id,
            "window_start": arguments.window_start.strftime("%Y-%m-%d %H:%M:%S"),
            "window_end": arguments.window_end.strftime("%Y-%m-%d %H:%M:%S"),
        },
    ).createOrReplaceTempView("run")


def run_transform(spark: SparkSession, transform: Iterable[tuple[str, str]]) -> dict[str, DataFrame]:
    """Runs each SELECT and makes it the view of its name; returns the views. Expects the source views and ``run``."""
    views: dict[str, DataFrame] = {}
    for view, text in transform:
        rows = spark.sql(text)
        views[view] = rows.persist() if view in PERSISTED_VIEWS else rows
        views[view].createOrReplaceTempView(view)
    return views


def write_table(
    glue: GlueContext, arguments: Arguments, rows: DataFrame, table: str, preactions: Sequence[str]
) -> None:
    """Writes the rows through the Glue connection after the preactions, in one transaction of Redshift."""
    glue.write_dynamic_frame.from_jdbc_conf(
        frame=DynamicFrame.fromDF(rows, glue, table),
        catalog_connection=arguments.redshift_connection,
        connection_options={
            "dbtable": f"{arguments.target_schema}.{table}",
            "database": arguments.redshift_database,
            # The credentials that Glue passes by default expire after an hour; a role attached to the cluster does not.
            "aws_iam_role": arguments.copy_role_arn,
            # The connector splits at semicolons and takes no line breaks.
            "preactions": " ".join(preactions),
        },
        redshift_tmp_dir=arguments.temp_dir,
    )


def delete_run(arguments: Arguments, table: str) -> list[str]:
    """The preactions that remove what an earlier attempt of the same run left in a table.

    The lock makes the write wait for a load and for other runs' writes, in one order, instead of meeting them in a
    deadlock; the same two statements are in ``local/aws/glue/duckdb-engine.ts``.
    """
    # Both values have passed check_arguments, which lets nothing through that SQL could read as more than a name.
    name = f"{arguments.target_schema}.{table}"
    return [f"lock table {name};", f"delete from {name} where run_id = '{arguments.run_id}';"]  # noqa: S608


def write_outputs(
    glue: GlueContext, arguments: Arguments, views: Mapping[str, DataFrame], sizes: Mapping[str, int], counts: Row
) -> None:
    """Writes the outputs that have rows by ``sizes``, then the counts.

    A frame without rows may never reach Redshift, so the delete of a table without rows goes along with the next write;
    the counts always have their row.
    """
    preactions: list[str] = []
    for table, size in OUTPUTS.items():
        preactions += delete_run(arguments, table)
        if sizes[size] > 0:
            write_table(glue, arguments, views[table], table, preactions)
            preactions = []
    preactions += delete_run(arguments, "stage_counts")
    rows = glue.spark_session.createDataFrame([counts], views["stage_counts"].schema)
    write_table(glue, arguments, rows, "stage_counts", preactions)


def stage(glue: GlueContext, arguments: Arguments) -> dict[str, int]:
    """Reads, transforms, counts and writes; returns the counts.

    Nothing is written unless all could be computed and the lake holds what the run extracted.
    """
    spark = glue.spark_session
    transform = read_transform(transform_directories())
    cities = city_predicate(arguments.city_segments)
    window = window_predicate(arguments.window_start, arguments.window_end)
    for source, predicate in ((MEASUREMENTS, f"{cities} and {window}"), (LOCATIONS, cities)):
        with named_unreadable_file(source):
            rows = read_source(glue, arguments.source_database, source, predicate)
            checked_source(spark, rows, source).createOrReplaceTempView(source.view)
    with named_unreadable_file(MANIFESTS):
        read_manifests(spark, arguments).createOrReplaceTempView(MANIFESTS.view)
    create_run_view(spark, arguments)
    views = run_transform(spark, transform)
    refuse_lost_dates(views["lost_dates"])
    counts = views["stage_counts"].first()
    if counts["rows_read"] == 0:
        logger.warning("no rows in the window", extra={"fields": {"predicate": f"{cities} and {window}"}})
    sizes = {name: value for name, value in counts.asDict().items() if name != "run_id"}
    # The warehouse needs no count of the location-days: they prove nothing, since the manifests do.
    sizes["location_days_staged"] = views["stage_location_days"].count()
    write_outputs(glue, arguments, views, sizes, counts)
    return sizes


class JsonFormatter(logging.Formatter):
    """One JSON object per line, each with the run's id."""

    def __init__(self, run_id: str | None) -> None:
        super().__init__()
        self.run_id = run_id

    def format(self, record: logging.LogRecord) -> str:
        """Formats one record; ``extra={"fields": {...}}`` adds members, an exception its type and message."""
        line = {
            "timestamp": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "message": record.getMessage(),
            "run_id": self.run_id,
            **getattr(record, "fields", {}),
        }
        if record.exc_info and record.exc_info[0]:
            line |= {"error": record.exc_info[0].__name__, "cause": str(record.exc_info[1])}
        return json.dumps(line, default=str)


def configure_logging(run_id: str | None) -> None:
    """Sends this job's records to standard output, which Glue keeps in CloudWatch."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonFormatter(run_id))
    logger.handlers[:] = [handler]
    logger.setLevel(logging.INFO)
    logger.propagate = False


def configure_spark(spark: SparkSession) -> None:
    """Applies SPARK_SETTINGS to the session."""
    for name, value in SPARK_SETTINGS.items():
        spark.conf.set(name, value)


def main(argv: Sequence[str]) -> None:
    """Runs the job. The commit comes last: a job that raised has not committed."""
    options = getResolvedOptions(argv, list(ARGUMENT_NAMES))
    configure_logging(options.get("run_id"))
    try:
        arguments = check_arguments(options)
        glue = GlueContext(SparkContext.getOrCreate())
        configure_spark(glue.spark_session)
        job = Job(glue)
        job.init(arguments.job_name, options)
        counts = stage(glue, arguments)
        job.commit()
    except Exception:
        logger.exception("job failed")
        raise
    logger.info("job succeeded", extra={"fields": counts})


if __name__ == "__main__":
    main(sys.argv)
