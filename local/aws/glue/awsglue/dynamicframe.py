"""Stands in for ``awsglue.dynamicframe``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from pathlib import Path

import pyarrow
import pyarrow.parquet
from awsglue.catalog import Partition, columns_of, matching, partitions_of, table_of
from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql.functions import col, element_at, input_file_name, lit, regexp_replace, split, struct, url_decode
from pyspark.sql.types import DataType, StructType


class UnsupportedOptionError(ValueError):
    """An option that the real connector may know and this stand-in does not."""


class DynamicFrame:
    """Rows whose files may differ in their columns."""

    def __init__(self, rows: DataFrame, name: str) -> None:
        self._rows = rows
        self.name = name

    @classmethod
    def fromDF(cls, dataframe: DataFrame, glue_ctx: object, name: str) -> DynamicFrame:
        """Wraps a DataFrame."""
        return cls(dataframe, name)

    def toDF(self) -> DataFrame:
        """The rows; a frame without files has no columns at all, as in Glue."""
        return self._rows


def _footer(file: str) -> tuple[str, int]:
    """A text that is equal for files of equal columns, and the number of rows; an unreadable file is left to Spark."""
    try:
        metadata = pyarrow.parquet.read_metadata(file)
    except (pyarrow.ArrowInvalid, OSError):
        return "unreadable", 1
    return str(metadata.schema.to_arrow_schema().remove_metadata()), metadata.num_rows


def _groups(files: Iterable[str]) -> list[list[str]]:
    """Files that agree in their columns. Files without rows are left out: without a record there is no schema."""
    groups: dict[str, list[str]] = {}
    for file in files:
        schema, rows = _footer(file)
        if rows > 0:
            groups.setdefault(schema, []).append(file)
    return list(groups.values())


def _partition_columns(names: Sequence[str]) -> dict[str, Column]:
    """The partition columns as strings, out of the last folders of a row's file: ``key=value`` or the plain value."""
    folders = split(input_file_name(), "/")
    return {
        name: regexp_replace(url_decode(element_at(folders, -1 - depth)), f"^{name}=", "")
        for depth, name in enumerate(reversed(names), start=1)
    }


def _choice(name: str, own: DataType | None, types: Mapping[str, DataType]) -> Column:
    """A column of the merged frame: a struct with one field per type where files disagree, as for a choice in Glue."""
    if len(types) == 1:
        return col(name) if own else lit(None).cast(next(iter(types.values()))).alias(name)
    fields = [(col(name) if own == each else lit(None).cast(each)).alias(text) for text, each in sorted(types.items())]
    return struct(*fields).alias(name)


def _merge(frames: list[DataFrame]) -> DataFrame:
    types: dict[str, dict[str, DataType]] = {}
    for frame in frames:
        for field in frame.schema.fields:
            types.setdefault(field.name, {})[field.dataType.simpleString()] = field.dataType

    def aligned(frame: DataFrame) -> DataFrame:
        own = {field.name: field.dataType for field in frame.schema.fields}
        return frame.select([_choice(name, own.get(name), kinds) for name, kinds in types.items()])

    return reduce(DataFrame.union, map(aligned, frames))


def read(spark: SparkSession, partitions: Sequence[Partition]) -> DataFrame:
    """Reads the partitions' files, with the partition columns."""
    files = [str(file) for partition in partitions for file in partition.files()]
    frames = [
        spark.read.parquet(*group).withColumns(_partition_columns(list(partitions[0].values)))
        for group in _groups(files)
    ]
    return _merge(frames) if frames else spark.createDataFrame([], StructType([]))


class DynamicFrameReader:
    """``glueContext.create_dynamic_frame``."""

    def __init__(self, spark: SparkSession, catalog_file: Path) -> None:
        self._spark = spark
        self._catalog_file = catalog_file

    def from_catalog(self, *, database: str, table_name: str, push_down_predicate: str = "") -> DynamicFrame:
        """Reads the files of the partitions that the predicate keeps; other folders are not even listed.

        Whether Glue gives a column that its table lacks is not documented, so here it does not.
        """
        table = table_of(self._catalog_file, database, table_name)
        kept = matching(self._spark, partitions_of(table), push_down_predicate)
        rows = read(self._spark, kept)
        known = columns_of(table)
        return DynamicFrame(rows.select([name for name in rows.columns if name in known]), table_name)


class DynamicFrameWriter:
    """``glueContext.write_dynamic_frame``."""

    _OPTIONS = frozenset({"dbtable", "database", "aws_iam_role", "preactions"})

    def __init__(self, sink_directory: Path) -> None:
        self._sink_directory = sink_directory
        self._writes = 0

    def from_jdbc_conf(
        self,
        *,
        frame: DynamicFrame,
        catalog_connection: str,
        connection_options: Mapping[str, str],
        redshift_tmp_dir: str,
    ) -> None:
        """Writes ``<n>-<table>/part.parquet`` and ``<n>-<table>.json`` for the loader, numbered in order of writing."""
        unknown = set(connection_options) - self._OPTIONS
        if unknown:
            raise UnsupportedOptionError(f"connection_options has {sorted(unknown)}")
        if "\n" in connection_options.get("preactions", ""):
            raise UnsupportedOptionError("preactions can't contain newline characters")
        self._writes += 1
        directory = self._sink_directory
        name = "{}-{}".format(self._writes, connection_options["dbtable"].rpartition(".")[2])
        folder = directory / name
        frame.toDF().coalesce(1).write.parquet(str(folder))
        next(folder.glob("part-*.parquet")).rename(folder / "part.parquet")
        options = {**connection_options, "catalog_connection": catalog_connection, "redshift_tmp_dir": redshift_tmp_dir}
        (directory / f"{name}.json").write_text(json.dumps(options), encoding="utf-8")
