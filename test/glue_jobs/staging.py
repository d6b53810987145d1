"""The staging tables in memory, filled from sink files as ``local/aws/glue/sink.ts`` fills the warehouse."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet as pq

_STATEMENT = re.compile(r"lock table (?P<locked>\S+)|delete from (?P<table>\S+) where run_id = '(?P<run_id>[^']+)'")

Rows = list[dict[str, object]]


def _plain(value: object) -> object:
    """Timestamps without their zone, which is UTC everywhere."""
    return value.astimezone(UTC).replace(tzinfo=None) if isinstance(value, datetime) and value.tzinfo else value


def read_rows(file: Path) -> Rows:
    """The rows of a Parquet file as records."""
    rows = pq.read_table(file, coerce_int96_timestamp_unit="us").to_pylist()
    return [{name: _plain(value) for name, value in row.items()} for row in rows]


def as_multiset(rows: Rows) -> Counter[tuple[str, ...]]:
    """Rows without their order; texts, since NaN is not equal to itself."""
    return Counter(tuple(f"{name}={value!r}" for name, value in row.items()) for row in rows)


class Staging:
    """Tables by name."""

    def __init__(self) -> None:
        self.tables: dict[str, Rows] = {}
        #: The tables that each write locked, in order.
        self.locks: list[list[str]] = []

    def load(self, sink: Path) -> None:
        """Runs each write's preactions and adds its rows, in the order of the writes. A delete needs its lock."""
        for options_file in sorted(sink.glob("*.json"), key=lambda file: int(file.name.split("-")[0])):
            options = json.loads(options_file.read_text(encoding="utf-8"))
            self.locks.append([])
            for statement in filter(None, map(str.strip, options["preactions"].split(";"))):
                locked, table, run_id = _STATEMENT.fullmatch(statement).groups()
                if locked:
                    self.locks[-1].append(locked)
                    continue
                assert table in self.locks[-1]
                self.tables[table] = [row for row in self.tables.get(table, []) if row["run_id"] != run_id]
            rows = read_rows(sink / options_file.stem / "part.parquet")
            self.tables.setdefault(options["dbtable"], []).extend(rows)

    def __getitem__(self, table: str) -> Rows:
        """The rows of a table of the schema ``openaq``."""
        return self.tables.get(f"openaq.{table}", [])

    @property
    def counts(self) -> dict[str, object]:
        """The only row of stage_counts."""
        (row,) = self["stage_counts"]
        return row
