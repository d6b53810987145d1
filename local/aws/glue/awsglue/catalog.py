"""Reads ``catalog.json``, which the laptop's crawler writes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyspark.sql import SparkSession


class EntityNotFoundException(Exception):
    """Glue's error for a table or database that does not exist, as its Java message reads."""

    def __init__(self, name: str) -> None:
        super().__init__(f"com.amazonaws.services.glue.model.EntityNotFoundException: Entity Not Found ({name})")


@dataclass(frozen=True)
class Partition:
    """A partition: its values by partition column, and its folder."""

    values: dict[str, str]
    location: Path

    def files(self) -> list[Path]:
        """The data files; names that start with ``_`` or ``.`` are markers."""
        return sorted(file for file in self.location.iterdir() if file.is_file() and file.name[0] not in "._")


def table_of(catalog_file: Path, database: str, table_name: str) -> dict[str, Any]:
    """A table of the catalog, in the form of Glue's API."""
    databases = json.loads(catalog_file.read_text(encoding="utf-8"))["Databases"] if catalog_file.exists() else {}
    table = databases.get(database, {}).get(table_name)
    if table is None:
        raise EntityNotFoundException(f"{database}.{table_name}")
    return table


def columns_of(table: Mapping[str, Any]) -> set[str]:
    """Names of the columns of a table, partition columns included."""
    return {column["Name"] for column in (*table["StorageDescriptor"]["Columns"], *table["PartitionKeys"])}


def partitions_of(table: Mapping[str, Any]) -> list[Partition]:
    """Every partition of a table."""
    keys = [key["Name"] for key in table["PartitionKeys"]]
    return [
        Partition(dict(zip(keys, partition["Values"], strict=True)), Path(partition["StorageDescriptor"]["Location"]))
        for partition in table["Partitions"]
    ]


def matching(spark: SparkSession, partitions: list[Partition], predicate: str) -> list[Partition]:
    """The partitions that a push-down predicate keeps: Spark SQL over the partition columns alone, as in Glue."""
    if not partitions or not predicate:
        return partitions
    columns = list(partitions[0].values)
    rows = [(*partition.values.values(), index) for index, partition in enumerate(partitions)]
    schema = ", ".join([*(f"{column} string" for column in columns), "index int"])
    kept = spark.createDataFrame(rows, schema).where(predicate).select("index").collect()
    return [partitions[row["index"]] for row in kept]
