"""The tables of the lake for tests and benchmarks: the contract, and Parquet schemas of it."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa

from lake_contract import read_lake

TRANSFORM = Path(__file__).parents[1] / "sql/transform"
CONTRACT = read_lake([TRANSFORM])
SOURCES = CONTRACT.sources

_TABLES = json.loads((TRANSFORM / "lake.json").read_text(encoding="utf-8"))["sources"]
_COLUMNS = _TABLES["measurements"]["columns"]
POLLUTANTS = [name for name, column in _COLUMNS.items() if any("pollutant" in each for each in column.values())]

_TYPES = {
    "int": pa.int32(),
    "double": pa.float64(),
    "string": pa.string(),
    "boolean": pa.bool_(),
    "timestamp": pa.timestamp("ms", tz="UTC"),
}


def parquet_schema(table: str) -> pa.Schema:
    """Every column of the table, nullable: tests write what an extraction would not."""
    return pa.schema([(name, _TYPES[kind]) for name, kind in SOURCES[table].columns.items()])


def folder(table: str) -> str:
    """The table's folder in the bucket."""
    return _TABLES[table]["prefix"].rstrip("/")
