"""Writes the lake's objects as Extract does: a day is one object, written whole, and the manifest comes last."""

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.functions import col, date_format, lit, replace
from pyspark.sql.types import StructType

from archive_arguments import ArchiveArguments
from hadoop_files import HadoopFiles
from lake_contract import Source, city_segment

_MOVES_AT_ONCE = 8


class LakeWriter:
    """Writes below a folder of the run's own first; nothing is in its place until everything has been computed."""

    def __init__(self, spark: SparkSession, files: HadoopFiles, arguments: ArchiveArguments) -> None:
        self._spark = spark
        self._files = files
        self._lake = arguments.lake_location
        self._temp = f"{arguments.lake_location}temp/archive/{arguments.run_id}/"
        self._moves: list[tuple[str, str]] = []

    def stage_days(self, rows: DataFrame, source: Source, answered: Iterable[tuple[str, str]]) -> int:
        """Stages an object for each answered city and UTC date, one without rows too; returns their number."""
        keys = list(source.partition_columns)
        placed = rows.select(
            *source.columns,
            replace(col("city"), lit(" "), lit("_")).alias(keys[0]),
            *(
                date_format("measurement_datetime", pattern).alias(key)
                for key, pattern in zip(keys[1:], ("yyyy", "MM", "dd"), strict=True)
            ),
        )
        # All rows of a day go to one task, which writes them into one file.
        in_order = placed.repartition(*keys).sortWithinPartitions(*keys, "location_id", "measurement_datetime")
        self._write(in_order, "days", keys)
        days = [
            f"{source.prefix}{city_segment(city)}/year={date[:4]}/month={date[5:7]}/day={date[8:]}"
            for city, date in answered
        ]
        for number, day in enumerate(days):
            staged = day.replace(source.prefix, f"{self._temp}days/{keys[0]}=", 1)
            part = self._part_of(staged) or self._empty(rows.select(*source.columns).schema, number)
            self._moves.append((part, f"{self._lake}{day}/data.parquet"))
        return len(days)

    def stage_file(self, rows: DataFrame, name: str, key: str) -> None:
        """Stages rows as the one object of the key."""
        self._write(rows.coalesce(1), name, [])
        self._moves.append((str(self._part_of(f"{self._temp}{name}")), f"{self._lake}{key}"))

    def publish(self) -> None:
        """Puts the objects in their places, those that were staged last after all others, and tidies up."""
        with ThreadPoolExecutor(max_workers=_MOVES_AT_ONCE) as pool:
            days = [move for move in self._moves if move[1].endswith("/data.parquet")]
            list(pool.map(lambda move: self._files.move(*move), days))
        for move in self._moves:
            if move not in days:
                self._files.move(*move)
        self._files.delete_folder(self._temp)

    def _write(self, rows: DataFrame, name: str, keys: Sequence[str]) -> None:
        rows.write.mode("overwrite").partitionBy(*keys).parquet(f"{self._temp}{name}")

    def _part_of(self, folder: str) -> str | None:
        return next((each.path for each in self._files.in_folder(folder) if each.name.startswith("part-")), None)

    def _empty(self, schema: StructType, number: int) -> str:
        name = f"empty-{number}"
        self._write(self._spark.createDataFrame([], schema).coalesce(1), name, [])
        return str(self._part_of(f"{self._temp}{name}"))
