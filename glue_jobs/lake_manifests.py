"""What the run's extractions answered, and whether the lake still holds it."""

from pyspark.errors import AnalysisException
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.functions import count, lit

from job_arguments import Arguments
from job_logging import logger
from lake_contract import Source
from lake_sources import MalformedPartitionError, named_unreadable_file

_DATES_SHOWN = 5  # what a person still reads in one message


class MissingManifestError(LookupError):
    """The run has no manifest: its extraction has not ended, or its manifest has expired."""


class LostDatesError(LookupError):
    """The lake does not hold any more what this run extracted; the message names the first dates."""


def read_manifests(spark: SparkSession, arguments: Arguments, source: Source) -> None:
    """Makes the view of the run's manifests, kept in memory. Reads each once; every column of every row has a value.

    Raises MissingManifestError when there is no manifest, MalformedPartitionError when one lacks a column.
    """
    location = f"{arguments.manifest_location}{arguments.run_id}"
    schema = ", ".join(f"{name} {kind}" for name, kind in source.columns.items())
    try:
        rows = spark.read.schema(schema).parquet(location)
        files = len(rows.inputFiles())
    except AnalysisException as error:
        if error.getErrorClass() != "PATH_NOT_FOUND":
            raise
        files = 0
    if files == 0:
        raise MissingManifestError(f"{location} holds no manifest of run {arguments.run_id}: extract the run again")
    kept = rows.coalesce(arguments.partitions).persist()
    # Spark fills a column that a file lacks with nulls. A column of another type is an error that names the file.
    counts = [count(lit(1)).alias("rows"), *(count(name).alias(name) for name in source.columns)]
    with named_unreadable_file(source):
        values = kept.select(*counts).first()
    mistakes = [f"column {name} is missing" for name in source.columns if values[name] < values["rows"]]
    if mistakes:
        raise MalformedPartitionError(f"{location} has malformed files: {'; '.join(mistakes)}")
    logger.info(
        "manifests read", extra={"fields": {"location": location, "files": files, "location_days": values["rows"]}}
    )
    kept.createOrReplaceTempView(source.view)


def refuse_lost_dates(lost: DataFrame) -> None:
    """Raises LostDatesError when the view has rows; the sentence is that of ``local/aws/glue/manifest.ts``."""
    dates = [
        f"{row.partition_city} {row.partition_date}: {row.row_count} rows extracted, {row.own_rows} found"
        for row in sorted(lost.collect(), key=lambda row: (row.partition_city, row.partition_date))
    ]
    if dates:
        more = f" and {len(dates) - _DATES_SHOWN} more" if len(dates) > _DATES_SHOWN else ""
        raise LostDatesError(
            f"The lake does not hold what this run extracted ({'; '.join(dates[:_DATES_SHOWN])}{more}): "
            "the catalog lacks the partition, or the object was deleted or put back; start the run again"
        )
