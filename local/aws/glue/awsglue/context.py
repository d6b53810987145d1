"""Stands in for ``awsglue.context``."""

import os
from pathlib import Path

from awsglue.dynamicframe import DynamicFrameReader, DynamicFrameWriter
from pyspark.context import SparkContext
from pyspark.sql import SparkSession


class GlueContext:
    """A Spark session with Glue's readers and writers."""

    def __init__(self, spark_context: SparkContext) -> None:
        self.spark_session = SparkSession(spark_context)
        self.catalog_file = Path(os.environ["OPENAQ_LOCAL_CATALOG"])
        self.sink_directory = Path(os.environ["OPENAQ_LOCAL_SINK"])
        self.create_dynamic_frame = DynamicFrameReader(self.spark_session, self.catalog_file)
        self.write_dynamic_frame = DynamicFrameWriter(self.sink_directory)
