"""The approach that this project's job is measured against, as many Glue jobs are written.

Reads the whole table from the catalog, counts after each of its four steps (read, valid rows, without duplicates, final
columns), filters rows without a time and with bad coordinates, removes duplicates by ``row_number``, and appends.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence

from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from awsglue.job import Job
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext
from pyspark.sql import Window
from pyspark.sql.functions import col, row_number

from lake_tables import SOURCES

logger = logging.getLogger("baseline")


def main(argv: Sequence[str]) -> None:
    """Runs the job."""
    options = getResolvedOptions(
        argv, ["JOB_NAME", "source_database", "target_schema", "redshift_connection", "TempDir"]
    )
    glue = GlueContext(SparkContext.getOrCreate())
    job = Job(glue)
    job.init(options["JOB_NAME"], options)

    frame = glue.create_dynamic_frame.from_catalog(
        database=options["source_database"], table_name=SOURCES["measurements"].table
    )
    rows = frame.toDF()
    logger.info("read %d rows", rows.count())

    valid = rows.filter(
        col("measurement_datetime").isNotNull() & col("latitude").between(-90, 90) & col("longitude").between(-180, 180)
    )
    logger.info("%d rows are valid", valid.count())

    newest = Window.partitionBy("location_id", "measurement_datetime").orderBy(col("extracted_at").desc())
    unique = valid.withColumn("number", row_number().over(newest)).filter(col("number") == 1).drop("number")
    logger.info("%d rows are unique", unique.count())

    final = unique.select(*SOURCES["measurements"].columns)
    logger.info("%d rows are written", final.count())

    glue.write_dynamic_frame.from_jdbc_conf(
        frame=DynamicFrame.fromDF(final, glue, "fact_measurements"),
        catalog_connection=options["redshift_connection"],
        connection_options={"dbtable": f"{options['target_schema']}.fact_measurements", "database": "openaq_warehouse"},
        redshift_tmp_dir=options["TempDir"],
    )
    job.commit()


if __name__ == "__main__":
    main(sys.argv)
