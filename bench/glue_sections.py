"""The sections of the page about the Glue job, each from what its script printed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from page import as_table

Result = Mapping[str, Any]

JOB_BEFORE = """Until 2026-11-26 the rows were in several partitions, which every join, window and count shuffled or
broadcast: 23 Spark jobs and 92 tasks, 9.57 s and 11.40 CPU seconds without the start on this machine in the same hour
at a load of 1 (1,095 days of history: 9.78 and 11.64), beside 8.9 s and 10.4 CPU seconds since then. In a
Spark that has run the script before, the same day takes 3.8 s and 4.1 CPU seconds: the rest is a cold JVM that loads
and compiles Spark itself."""


def _history(days: int) -> str:
    return f"{days:,} days" if days > 1 else "one day"


def job(result: Result) -> str:
    """Of glue_job.py."""
    lakes = result["lakes"]
    first, columns, counts = lakes[0]["phases"], ("seconds", "cpu_seconds"), ("spark_jobs", "tasks")
    rows = [
        [
            label,
            *(f"{lake['phases'][label][column]:.2f}" for lake in lakes for column in columns),
            *(f"{first[label][count]:.0f}" for count in counts),
        ]
        for label in first
    ]
    whole = [f"**{lake['whole'][column]:.2f}**" for lake in lakes for column in columns]
    sums = [f"**{sum(phase[count] for phase in first.values()):.0f}**" for count in counts]
    head = [f"{name}, {_history(lake['days'])}" for lake in lakes for name in ("seconds", "CPU seconds")]
    memory = " and ".join(f"{lake['peakMebibytes']:.0f} MiB ({_history(lake['days'])})" for lake in lakes)
    return (
        f"The deployed script on PySpark {lakes[0]['spark']}, `local[2]` with the settings of a laptop, for one day of "
        "both cities: the 53 Vietnamese stations of 2025-12-22 with **synthetic** values, 1,272 rows in two objects, "
        "alone in the lake and beside its history. Hooks around the script's functions charge each phase with what is "
        f"its own; medians of {result['runs']}, each in a fresh Spark. Catalog and writes are those of the stand-in "
        "for Glue, which reads a JSON file and writes a Parquet file for each table; on AWS they are calls of Glue and "
        f"COPYs of Redshift, which were not measured. The JVM's peak is {memory}.\n\n"
        f"{as_table(['phase', *head, 'Spark jobs', 'tasks'], [*rows, ['**without the start**', *whole, *sums]])}\n\n"
        f"{JOB_BEFORE}"
    )


def growth(result: Result) -> str:
    """Of growth.py."""
    rows = [
        [
            f"{each['days']:,}",
            each["engine"],
            *(f"{each[name]:,.0f}" if name in each else "" for name in ("files_listed", "bytes_read")),
            *(f"{each[name]:.1f}" for name in ("seconds", "cpu_seconds")),
            f"{each['peak_mebibytes']:,.0f}",
        ]
        for each in result["results"]
    ]
    head = ["days of history", "", "files listed", "bytes read", "seconds", "CPU seconds", "peak MiB"]
    return (
        "One day of the same stations, **synthetic** values, with so many days in the lake. Start of the JVM or of "
        f"Node not counted; medians of {result['runs']}, in turns, each in a fresh process. The baseline is a job as "
        "many are written (`bench/baseline.py`): it reads the whole table from the catalog, counts after each of its "
        "four steps, filters null times and bad coordinates, removes duplicates by `row_number`, and appends; it is "
        f"left out where it would take minutes.\n\n{as_table(head, rows)}"
    )
