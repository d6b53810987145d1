"""Writes days of the lake from OpenAQ's public archive (``openaq-data-archive``) in place of the API.

The job reads the files of the cities' locations, makes hourly means of them as OpenAQ's ``/hours`` does, and writes the
objects that Extract would write: a Parquet file for each city and UTC day, the run's manifest, and the counts. What
happens to the lines is in ``sql/archive/NN_<view>.sql``, the rules of values in ``sql/archive/pollutants.json``.

Which locations a city has, and their names and coordinates, say the lake's objects of locations: the archive's own
``location`` is not the location's name, and it knows no city. A run from the API writes them.

A run may be repeated: the same run writes the same keys again. Nothing is in its place before all has been computed.
"""

import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from awsglue.context import GlueContext
from awsglue.job import Job
from awsglue.utils import getResolvedOptions
from pyspark import StorageLevel
from pyspark.context import SparkContext
from pyspark.sql import DataFrame, SparkSession

from archive_arguments import ARGUMENT_NAMES, ArchiveArguments, check_archive_arguments
from archive_contract import ArchiveContract, read_archive_contract
from archive_counts import extraction_of
from archive_files import find_files, named_malformed_file, read_lines
from archive_lake import LakeWriter
from hadoop_files import HadoopFiles
from job_logging import configure_logging, logger
from lake_contract import city_segment

SPARK_SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
    # As the writer of Extract has it.
    "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MILLIS",
    # The number of partitions follows the size of the files; adaptive execution would run every stage
    # as a job of its own.
    "spark.sql.adaptive.enabled": "false",
    # More than 32 paths are looked at in a job, with a task for each of thousands of files unless told otherwise.
    "spark.sql.sources.parallelPartitionDiscovery.parallelism": "16",
    "mapreduce.fileoutputcommitter.marksuccessfuljobs": "false",
    # The archive lies in us-east-1, whatever the job's own region is.
    "spark.hadoop.fs.s3a.bucket.openaq-data-archive.endpoint.region": "us-east-1",
}

#: Views that are read more than once. They spill to disk: a year of many stations need not fit into memory.
PERSISTED_VIEWS = ("judged_lines", "sensor_hours", "hourly_rows", "location_days")


#: 20 stations' files of 2023 to 2026 have 450,000 lines a MiB, so a partition has up to four million. In bytes.
_PARTITION_SIZE = 8 * 1024 * 1024


class MissingLocationsError(LookupError):
    """The lake does not know the locations of a city yet."""


def configure_spark(spark: SparkSession) -> None:
    """Applies SPARK_SETTINGS to the session; those of Hadoop go to its configuration."""
    hadoop = spark.sparkContext._jsc.hadoopConfiguration()
    for name, value in SPARK_SETTINGS.items():
        if name.startswith("spark.sql."):
            spark.conf.set(name, value)
        else:
            hadoop.set(name.removeprefix("spark.hadoop."), value)


def shuffle_partitions(size: int) -> int:
    """So many partitions do files of this size need, in bytes: one for a month of a city, where tasks are the cost."""
    return 1 + size // _PARTITION_SIZE


def read_locations(spark: SparkSession, files: HadoopFiles, arguments: ArchiveArguments, prefix: str) -> DataFrame:
    """Makes the view ``locations`` of the cities. Raises MissingLocationsError when the lake has none of a city."""
    keys = {city: f"{arguments.lake_location}{prefix}{city_segment(city)}/data.parquet" for city in arguments.cities}
    missing = [city for city, key in keys.items() if not files.exists(key)]
    if missing:
        raise MissingLocationsError(
            f"The lake has no locations of {', '.join(missing)} at {arguments.lake_location}{prefix}: the archive does "
            "not know which stations a city has; run one day of it from the API first"
        )
    columns = ("location_id", "city", "country", "latitude", "longitude")
    rows = spark.read.parquet(*keys.values()).select(*columns).dropDuplicates(["location_id"]).persist()
    rows.createOrReplaceTempView("locations")
    return rows


def create_inputs(spark: SparkSession, arguments: ArchiveArguments, contract: ArchiveContract, now: datetime) -> None:
    """The views ``run`` and ``rules``. The answer counts as old as the moment at which its reading begins."""
    rules = (
        "parameter string, unit string, position int, upper_limit double, micrograms double, fill_codes array<double>"
    )
    spark.createDataFrame(list(contract.rules(arguments.pollutants)), rules).createOrReplaceTempView("rules")
    times = [(arguments.window_start, arguments.window_end, now.replace(microsecond=now.microsecond // 1000 * 1000))]
    schema = "window_start timestamp, window_end timestamp, extracted_at timestamp"
    spark.createDataFrame(times, schema).createOrReplaceTempView("run")


def run_views(spark: SparkSession, views: Sequence[tuple[str, str]]) -> dict[str, DataFrame]:
    """Runs each SELECT and makes it the view of its name; returns the views."""
    made: dict[str, DataFrame] = {}
    for view, text in views:
        rows = spark.sql(text)
        made[view] = rows.persist(StorageLevel.MEMORY_AND_DISK) if view in PERSISTED_VIEWS else rows
        made[view].createOrReplaceTempView(view)
    return made


def extract(spark: SparkSession, arguments: ArchiveArguments, contract: ArchiveContract, now: datetime) -> list[dict]:
    """Reads, computes and writes; returns the counts of each city."""
    files = HadoopFiles(spark)
    locations = read_locations(spark, files, arguments, contract.sources["locations"].prefix).collect()
    ids = [row.location_id for row in locations]
    found = find_files(files, arguments.archive_location, ids, arguments.window_start, arguments.window_end)
    spark.conf.set("spark.sql.shuffle.partitions", str(shuffle_partitions(found.size)))
    create_inputs(spark, arguments, contract, now)
    read_lines(spark, found.paths).createOrReplaceTempView("archive_lines")
    with named_malformed_file(spark, found.paths):
        views = run_views(spark, contract.views)
        counts = views["counts"].collect()
    days, manifest = views["location_days"], contract.sources["manifests"]
    answered = sorted({(row.city, row.measurement_date) for row in days.select("city", "measurement_date").collect()})
    writer = LakeWriter(spark, files, arguments)
    writer.stage_days(views["hourly_rows"], contract.sources["measurements"], answered)
    extractions = []
    for city in arguments.cities:
        item = arguments.item_name(city)
        rows = days.where(days.city == city).select(*manifest.columns)
        writer.stage_file(rows, f"manifest-{item}", f"{manifest.prefix}{arguments.run_id}/{item}.parquet")
        extraction = extraction_of(
            arguments,
            city,
            [row for row in counts if row.city == city],
            sum(row.city == city for row in locations),
            {"read": found.read, "empty": found.empty},
        )
        extractions.append({**extraction, "objects": sum(day[0] == city for day in answered) + 1})
    writer.publish()
    for extraction in extractions:
        key = f"temp/extractions/{arguments.run_id}/{arguments.item_name(str(extraction['city']))}.json"
        files.write_text(f"{arguments.lake_location}{key}", json.dumps(extraction))
    nowhere = {row.name: row.row_count for row in counts if row.city is None}
    if nowhere:
        logger.warning("lines of no location of the cities", extra={"fields": nowhere})
    return extractions


def main(argv: Sequence[str]) -> None:
    """Runs the job. The commit comes last: a job that raised has not committed."""
    options = getResolvedOptions(argv, list(ARGUMENT_NAMES))
    configure_logging(options.get("run_id"))
    now = datetime.now(UTC)
    try:
        contract = read_archive_contract(__file__)
        arguments = check_archive_arguments(options, contract.names, contract.pollutants, now)
        glue = GlueContext(SparkContext.getOrCreate())
        configure_spark(glue.spark_session)
        job = Job(glue)
        job.init(arguments.job_name, options)
        extractions = extract(glue.spark_session, arguments, contract, now)
        job.commit()
    except Exception:
        logger.exception("job failed")
        raise
    for extraction in extractions:
        logger.info("city extracted", extra={"fields": extraction})
    logger.info("job succeeded")


if __name__ == "__main__":
    main(sys.argv)
