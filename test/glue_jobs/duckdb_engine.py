"""Runs ``sql/transform`` on DuckDB over the files of a lake: the same SQL text, nothing of Spark."""

from __future__ import annotations

from datetime import date

import duckdb

import openaq_to_redshift as job
from lake import Lake
from staging import Rows

_TYPES = {"int": "integer", "string": "varchar", "double": "double", "timestamp": "timestamp", "boolean": "boolean"}


def _create_source(connection: duckdb.DuckDBPyConnection, lake: Lake, source: job.Source, wanted: set[str]) -> None:
    columns = {name: _TYPES[kind] for name, kind in source.columns.items()}
    keys = dict.fromkeys(source.partition_columns, "varchar")
    connection.execute(f"create table {source.view} ({', '.join(map(' '.join, (columns | keys).items()))})")
    selected = ", ".join(f"cast({name} as {kind})" for name, kind in columns.items())
    for values, file in lake.files(source.table):
        if "/".join(values) in wanted or len(values) == 1:
            partition = ", ".join(f"'{value}'" for value in values)
            connection.execute(
                f"insert into {source.view} select {selected}, {partition} "
                "from read_parquet(?, hive_partitioning = false)",
                [str(file)],
            )


def _create_manifest(connection: duckdb.DuckDBPyConnection, lake: Lake, run_id: str) -> None:
    columns = ", ".join(f"cast({name} as {_TYPES[kind]}) as {name}" for name, kind in job.MANIFESTS.columns.items())
    files = str(lake.manifests / run_id / "*.parquet")
    connection.execute(f"create table {job.MANIFESTS.view} as select {columns} from read_parquet(?)", [files])


def run_on_duckdb(lake: Lake, days: list[date], cities: list[str], run_id: str) -> dict[str, Rows]:
    """The rows of every view by its name. The rows of `lost_dates` stop nothing here."""
    wanted = {f"{city}/{day:%Y/%m/%d}" for city in cities for day in days}
    with duckdb.connect(config={"threads": 1, "memory_limit": "512MB"}) as connection:
        connection.execute("set TimeZone = 'UTC'")
        for source in (job.MEASUREMENTS, job.LOCATIONS):
            _create_source(connection, lake, source, wanted)
        _create_manifest(connection, lake, run_id)
        connection.execute("create table run as select ? as run_id", [run_id])
        views = {}
        for view, text in job.read_transform(job.transform_directories()):
            connection.execute(f"create table {view} as {text}")
            result = connection.execute(f"select * from {view}")
            names = [column[0] for column in result.description]
            views[view] = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
        return views
