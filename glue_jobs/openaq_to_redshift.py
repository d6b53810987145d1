"""Stages one run's measurements: reads the window's partitions, checks them, removes duplicates, writes to Redshift.

What happens to the data is in ``sql/transform/NN_<view>.sql``: each file is one SELECT that becomes the temporary
view ``<view>``, in the order of the numbers. The script's parts are the modules beside it (``--extra-py-files``).

What the run's extraction answered stands in its manifests. With them the job proves that the lake still holds what was
extracted, also while other runs write the same days again, and stops before it writes anything when it does not.

A run with the same ``run_id`` may be repeated: every write first deletes the rows of that run. Rows of other runs are
never touched. Bookmarks stay disabled: they skip files that were read before, and a re-run or a backfill reads the same
files again on purpose.
"""

import sys
from collections.abc import Iterable, Sequence

from awsglue.context import GlueContext
from awsglue.job import Job
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext
from pyspark.sql import DataFrame, SparkSession

from job_arguments import ARGUMENT_NAMES, Arguments, check_arguments, city_predicate, window_predicate
from job_logging import configure_logging, logger
from lake_contract import LOST_DATES, Lake, contract_directories, read_lake
from lake_manifests import read_manifests, refuse_lost_dates
from lake_sources import read_source
from stage_outputs import write_outputs

SPARK_SETTINGS = {
    # Parquet timestamps are UTC; any other session time zone would move rows to another hour and another day.
    "spark.sql.session.timeZone": "UTC",
    # The default of Spark 4 (Glue 6.0), set for Spark 3.5 as well: an overflow fails instead of becoming null.
    "spark.sql.ansi.enabled": "true",
    # A timestamp is an instant, whichever of Parquet's two annotations its writer chose.
    "spark.sql.parquet.inferTimestampNTZ.enabled": "false",
    # With so few partitions there is nothing to adapt, and adaptive execution runs every stage as a job of its own.
    "spark.sql.adaptive.enabled": "false",
}

#: Views that are read more than once; everything else is computed once anyway.
PERSISTED_VIEWS = ("answered_dates", "ranked_measurements", "stage_locations", "stage_location_days", "stage_counts")


def configure_spark(spark: SparkSession) -> None:
    """Applies SPARK_SETTINGS to the session."""
    for name, value in SPARK_SETTINGS.items():
        spark.conf.set(name, value)


def set_partitions(spark: SparkSession, partitions: int) -> None:
    """Lets Spark shuffle into so many partitions: the default of 200 is mostly empty tasks.

    One partition is a day's thousand rows. To broadcast a side of a join would be a job of its own there, and to
    compile a stage takes longer than to interpret it.
    """
    spark.conf.set("spark.sql.shuffle.partitions", str(partitions))
    spark.conf.set("spark.sql.autoBroadcastJoinThreshold", "-1" if partitions == 1 else "10MB")
    spark.conf.set("spark.sql.codegen.wholeStage", str(partitions > 1).lower())


def create_run_view(spark: SparkSession, arguments: Arguments) -> None:
    """The view ``run``: one row with the run's id and window, and the engine that stages it."""
    spark.sql(
        "select :run_id as run_id, cast(:window_start as timestamp) as window_start, "
        "cast(:window_end as timestamp) as window_end, :engine as engine",
        args={
            "run_id": arguments.run_id,
            "window_start": arguments.window_start.strftime("%Y-%m-%d %H:%M:%S"),
            "window_end": arguments.window_end.strftime("%Y-%m-%d %H:%M:%S"),
            "engine": f"spark {spark.version}",
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


def stage(glue: GlueContext, arguments: Arguments, lake: Lake) -> dict[str, int]:
    """Reads, transforms, compares with the manifests, counts and writes; returns the counts.

    Nothing is written unless all could be computed and the lake holds what the run extracted.
    """
    spark = glue.spark_session
    partitions = arguments.partitions
    set_partitions(spark, partitions)
    cities = city_predicate(arguments.city_segments)
    window = f"{cities} and {window_predicate(arguments.window_start, arguments.window_end)}"
    read_source(glue, arguments.source_database, lake.sources["measurements"], window, partitions)
    read_source(glue, arguments.source_database, lake.sources["locations"], cities, partitions)
    read_manifests(spark, arguments, lake.sources["manifests"])
    create_run_view(spark, arguments)
    views = run_transform(spark, lake.transform)
    refuse_lost_dates(views[LOST_DATES])
    # The warehouse needs no count of the location-days: they prove nothing, since the manifests do.
    counts = spark.sql(
        "select *, (select count(*) from stage_location_days) as location_days_staged from stage_counts"
    ).first()
    sizes = {name: value for name, value in counts.asDict().items() if name not in ("run_id", "engine")}
    if sizes["rows_read"] == 0:
        logger.warning("no rows in the window", extra={"fields": {"predicate": window}})
    write_outputs(glue, arguments, views, lake.outputs, sizes)
    return sizes


def main(argv: Sequence[str]) -> None:
    """Runs the job. The commit comes last: a job that raised has not committed."""
    options = getResolvedOptions(argv, list(ARGUMENT_NAMES))
    configure_logging(options.get("run_id"))
    try:
        lake = read_lake(contract_directories(__file__))
        arguments = check_arguments(options, lake.names)
        glue = GlueContext(SparkContext.getOrCreate())
        configure_spark(glue.spark_session)
        job = Job(glue)
        job.init(arguments.job_name, options)
        counts = stage(glue, arguments, lake)
        job.commit()
    except Exception:
        logger.exception("job failed")
        raise
    logger.info("job succeeded", extra={"fields": counts})


if __name__ == "__main__":
    main(sys.argv)
